import { readFileSync } from 'node:fs';
import ts from 'typescript';

const VERBS = { get: 'GET', getAPIList: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' };

const cache = new Map();

/** What the methods of a class call, by method name, read from the compiled module beside its declaration. */
export function callsOf(declaration) {
  const module = declaration.getSourceFile().fileName.replace(/\.d\.(m?)ts$/, '.$1js');
  const key = `${module}#${declaration.name.text}`;
  if (!cache.has(key)) cache.set(key, readCalls(module, declaration.name.text));
  return cache.get(key);
}

function readCalls(module, className) {
  const source = ts.createSourceFile(module, readFileSync(module, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found = new Map();
  const declared = find(source, (node) => ts.isClassDeclaration(node) && node.name?.text === className);
  for (const member of declared?.members ?? []) {
    if (!ts.isMethodDeclaration(member) || !member.body) continue;
    const call = find(member.body, isClientCall);
    if (call) found.set(member.name.getText(), describe(member, call));
  }
  return found;
}

/** `this._client.<verb>(path, options)` */
function isClientCall(node) {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    ts.isPropertyAccessExpression(node.expression.expression) &&
    node.expression.expression.name.text === '_client' &&
    node.expression.name.text in VERBS
  );
}

function describe(method, call) {
  const options = find(call, (node) => ts.isObjectLiteralExpression(node));
  const parameters = method.parameters.map(({ name }) => name.getText());
  const verb = valueOf(options, 'method');
  return {
    method: verb && ts.isStringLiteral(verb) ? verb.text.toUpperCase() : VERBS[call.expression.name.text],
    path: pathOf(call.arguments[0]),
    betas: betasOf(valueOf(options, 'headers')),
    query: sourceOf(valueOf(options, 'query'), method, parameters),
    body: sourceOf(valueOf(options, 'body'), method, parameters),
  };
}

/** The template of the path, with the names of its arguments as the API spells names; empty where it is computed. */
function pathOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTaggedTemplateExpression(node)) return '';
  const { template } = node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  const spans = template.templateSpans.map(
    ({ expression, literal }) => `{${snakeCase(expression.getText())}}${literal.text}`,
  );
  return template.head.text + spans.join('');
}

/** The `anthropic-beta` values that the method sends of itself. */
function betasOf(headers) {
  const header =
    headers && find(headers, (node) => ts.isPropertyAssignment(node) && node.name.text === 'anthropic-beta');
  const values = [];
  const visit = (node) => (ts.isStringLiteral(node) ? values.push(node.text) : ts.forEachChild(node, visit));
  if (header) visit(header.initializer);
  return values;
}

/** The value of a property, given as `name: value` or as `name` alone. */
function valueOf(object, name) {
  const property = object?.properties.find((one) => one.name?.getText() === name);
  if (!property) return undefined;
  return ts.isShorthandPropertyAssignment(property) ? property.name : property.initializer;
}

/** Which parameter the fields come from, and which of its fields go elsewhere (path and headers). */
function sourceOf(value, method, parameters) {
  if (!value || !ts.isIdentifier(value)) return undefined;
  const direct = parameters.indexOf(value.text);
  if (direct !== -1) return { parameter: direct, without: new Set() };
  const taken = find(
    method.body,
    (node) =>
      ts.isVariableDeclaration(node) &&
      ts.isObjectBindingPattern(node.name) &&
      node.name.elements.some((one) => one.dotDotDotToken && one.name.getText() === value.text),
  );
  if (!taken) return undefined;
  const from = find(taken.initializer, (node) => ts.isIdentifier(node) && parameters.includes(node.text));
  const others = taken.name.elements.filter((one) => !one.dotDotDotToken);
  return {
    parameter: parameters.indexOf(from.text),
    without: new Set(others.map((one) => (one.propertyName ?? one.name).getText())),
  };
}

function find(node, wanted) {
  if (wanted(node)) return node;
  return ts.forEachChild(node, (child) => find(child, wanted));
}

/** `externalKeyID` as `external_key_id`. */
function snakeCase(name) {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
