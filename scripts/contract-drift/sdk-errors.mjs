import ts from 'typescript';

const BETA_NAME = /`(?:anthropic-beta: )?([a-z][a-z0-9-]*-20\d\d-\d\d-\d\d)`/g;

/** The class of HTTP error of each error code that a method says it throws (`@throws`), by code. */
export function errorsOf(sdk, method) {
  const errors = new Map();
  for (const declaration of method.declarations ?? []) {
    for (const tag of ts.getJSDocTags(declaration).filter(ts.isJSDocThrowsTag)) {
      const name = tag.typeExpression?.type.getText();
      const thrown = sdk.errorClasses().get(name);
      if (!thrown) throw new Error(`The SDK has no error class ${name}, which ${method.name} throws.`);
      errors.set(thrown.code, thrown.httpClass);
    }
  }
  return errors;
}

/** The beta headers that the texts of the parameters speak of. */
export function betasSpokenOf(sdk, { signature, declaration }) {
  const types = signature
    .getParameters()
    .map((one) => sdk.checker.getTypeOfSymbolAtLocation(one, declaration));
  const fields = types.flatMap((type) => {
    const given = sdk.checker.getNonNullableType(type);
    return given.isUnion() ? [] : sdk.checker.getPropertiesOfType(given);
  });
  const texts = fields.map((field) => ts.displayPartsToString(field.getDocumentationComment(sdk.checker)));
  return texts.flatMap((text) =>
    [...text.replaceAll(/\s+/g, ' ').matchAll(BETA_NAME)].map(([, name]) => name),
  );
}
