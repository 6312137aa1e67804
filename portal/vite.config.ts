import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds the platform. */
const PLATFORM = 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the page works below any path prefix.
  base: './',
  plugins: [react()],
  build: {
    target: 'es2022',
    // The platform's content security policy allows no inline script and no data: font or style.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': PLATFORM, '/health': PLATFORM } },
});
