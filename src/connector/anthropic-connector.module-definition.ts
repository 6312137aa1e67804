import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { ConnectorOptions } from './connector-options.js';

/** `forRoot` and `forRootAsync`, as Nest writes them. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ConnectorOptions>().setClassMethodName('forRoot').build();
