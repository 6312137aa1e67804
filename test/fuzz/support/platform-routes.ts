import type { NestExpressApplication } from '@nestjs/platform-express';

/** A route as the router knows it. */
export interface PlatformRoute {
  /** Such as `/v1/connectors/:connector/actions`. */
  readonly path: string;
  /** In capitals; all there are where a route takes every method. */
  readonly methods: readonly string[];
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route of a platform, read from its router: a new one is found by itself. */
export function routesOf(app: NestExpressApplication): PlatformRoute[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : [{ path: route.path, methods: Object.keys(route.methods).map((method) => method.toUpperCase()) }],
  );
}
