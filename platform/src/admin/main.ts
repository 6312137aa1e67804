#!/usr/bin/env node
import { runCli } from './cli/run-cli.js';
import { COMMANDS } from './commands.js';

const { argv, env, stdout, stderr } = process;
process.exitCode = await runCli(COMMANDS, argv.slice(2), { env, stdout, stderr });
