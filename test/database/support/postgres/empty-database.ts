import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { postgresUrl } from './postgres-url.js';

/** Makes an empty database in the PostgreSQL of this run. */
export async function emptyDatabase(): Promise<URL> {
  const url = new URL(await postgresUrl());
  const name = `t${randomBytes(6).toString('hex')}`;
  await administer(url, `create database ${name}`);
  return new URL(`/${name}`, url);
}

async function administer(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: new URL('/postgres', url).href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
