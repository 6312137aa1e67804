#!/usr/bin/env node
import { runLineCommand } from './admin/cli/run-line-command.js';
import { tokenCommand } from './admin/token-command.js';

await runLineCommand('token', tokenCommand);
