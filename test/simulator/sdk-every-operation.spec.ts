import { sdkCallsEveryOperation } from '../support/sdk-every-operation.js';
import { bootSdk } from './support/sdk.js';

sdkCallsEveryOperation((adminKey) => bootSdk({}, adminKey));
