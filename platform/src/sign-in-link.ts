#!/usr/bin/env node
import { runLineCommand } from './admin/cli/run-line-command.js';
import { signInLinkCommand } from './admin/sign-in-link-command.js';

await runLineCommand('sign-in-link', signInLinkCommand);
