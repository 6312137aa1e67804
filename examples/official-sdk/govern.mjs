/* The official SDK through the platform: only the base URL and the key differ. */
import Anthropic from '@anthropic-ai/sdk';

const { PLATFORM_URL = 'http://127.0.0.1:3000', PLATFORM_TOKEN } = process.env;

const client = new Anthropic({
  baseURL: `${PLATFORM_URL}/v1/connectors/anthropic/api`,
  apiKey: PLATFORM_TOKEN,
});
const { organization } = client;

const { name } = await organization.retrieve();
console.log(`organization: ${name}`);

const emails = [];
for await (const { email } of organization.users.list({ limit: 10 })) emails.push(email);
console.log(`members: ${emails.length}`);

const { data } = await organization.apiKeys.list({ status: 'active', limit: 1 });
console.log(`an active key: ${data[0]?.name ?? 'none'}`);

// The SDK and the API have no such operation; the platform returns the alternative.
try {
  await client.delete(`/v1/organizations/api_keys/${data[0]?.id}`);
} catch (error) {
  console.log(`${error.status} ${error.errorCode}`);
  console.log(error.error.error.message);
}
