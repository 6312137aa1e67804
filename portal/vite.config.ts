import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { englishOnly } from './build/english-only.ts';

/** Where `npm run dev` finds the platform. */
const PLATFORM = 'http://127.0.0.1:3000';

const SMALL =
  /\/src\/(api\/\w[\w-]*|session\/(session|connector)-context|ui\/(badge|button|card|class-names|code-block|copy-button|facts|icon-button|page|seconds|shown-text|skeleton|spinner|untrusted-text))\.(module\.css|tsx?)$/;

export default defineConfig(({ command }) => {
  // Whoever builds out of a test run has NODE_ENV=test, by which React is built in its slow form.
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    root: import.meta.dirname,
    // Relative, so that the page works below any path prefix.
    base: './',
    plugins: [englishOnly(), react()],
    // Sources of this repository, so a build of the page needs no build of the connector before it.
    resolve: { conditions: ['workspace-source', ...defaultClientConditions] },
    build: {
      target: 'es2022',
      // The platform's content security policy allows no inline script and no data: font or style.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      // What `npm run check:size` reads.
      manifest: true,
      // Small parts of most pages: they compress better as one.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'small', test: SMALL }] } } },
    },
    server: { proxy: { '/v1': { target: PLATFORM, changeOrigin: false }, '/health': PLATFORM } },
  };
});
