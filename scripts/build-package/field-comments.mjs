import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const INPUTS = '.inputs.js';

/**
 * A transformer that gives the fields of input classes their descriptions as comments, for the hovers of editors. The
 * descriptions are those of `describe()`, read from the classes that were built into `folder`: as decorators they can be
 * composed, which the source does not show.
 */
export async function fieldComments(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(INPUTS));
  if (files.length === 0) return () => (file) => file;
  const described = await describerOf(folder);
  const built = files.map(async (name) => [name.slice(0, -INPUTS.length), await load(join(folder, name))]);
  const modules = new Map(await Promise.all(built));
  return () => (file) => {
    const name = [...modules.keys()].find((key) => file.fileName.endsWith(`/${key}.inputs.ts`));
    for (const declared of name === undefined ? [] : file.statements.filter(ts.isClassDeclaration)) {
      const input = modules.get(name)[declared.name.text];
      if (input === undefined) throw new Error(`${name}.inputs.ts: export the class ${declared.name.text}.`);
      addComments(declared, described(input));
    }
    return file;
  };
}

const load = (path) => import(pathToFileURL(resolve(path)).href);

/** Returns the properties of the JSON Schema of a class, with texts that name actions by their ids. */
async function describerOf(folder) {
  const { inputSchemaOf, renderSchema } = await load(join(folder, 'kit/compile/input-schema.js'));
  return (input) => renderSchema(inputSchemaOf(input, {}), (actionId) => actionId).properties;
}

function addComments({ members }, properties) {
  for (const member of members.filter(ts.isPropertyDeclaration)) {
    const description = properties[member.name.text]?.description;
    if (description === undefined) continue;
    const text = `* ${description.replaceAll('*/', '*\\/')} `;
    ts.addSyntheticLeadingComment(member, ts.SyntaxKind.MultiLineCommentTrivia, text, true);
  }
}
