#!/usr/bin/env node
import { takeSecrets } from '../config/secret-variables.js';
import { asCalledHere } from './cli/called-as.js';
import { runCli } from './cli/run-cli.js';
import { COMMANDS } from './commands.js';

const { argv, stdout, stderr } = process;
const env = takeSecrets();
process.exitCode = await runCli(COMMANDS, argv.slice(2), { env, stdout, stderr, inWords: asCalledHere });
