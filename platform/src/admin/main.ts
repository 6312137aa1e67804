#!/usr/bin/env node
import { runAdmin } from './run-admin.js';

process.exitCode = await runAdmin(process.argv.slice(2));
