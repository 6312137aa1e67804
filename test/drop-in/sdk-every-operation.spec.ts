import { sdkCallsEveryOperation } from '../support/sdk-every-operation.js';
import { bootDropInSdk } from './support/boot-sdk.js';

sdkCallsEveryOperation((adminKey) => bootDropInSdk(adminKey));
