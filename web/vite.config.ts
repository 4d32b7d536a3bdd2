import { fileURLToPath } from 'node:url'

import legacy from '@vitejs/plugin-legacy'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// The oldest browsers that we serve are Chromium 86 and Firefox 115 (360 企业版, 奇安信, UOS).
// Syntax is lowered further than that, because forks lag behind the number they show.
const targets = 'chrome>=80, firefox>=78'

export default defineConfig({
  plugins: [
    react(),
    legacy({ renderLegacyChunks: false, modernPolyfills: true, modernTargets: targets }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // Where the Go server puts the nonce of each answer.
  html: { cspNonce: '{{nonce}}' },
  build: {
    target: ['chrome80', 'firefox78'],
    cssTarget: ['chrome80', 'firefox78'],
    chunkSizeWarningLimit: 1600,
    sourcemap: false,
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': process.env.GUIBEI_SERVER ?? 'http://127.0.0.1:8080' },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    // Two cores, and jsdom is heavy: more workers only wait for each other.
    maxWorkers: 2,
  },
})
