import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The collector behind a path of the shop: beacons go to the shop's own address, as they do behind a reverse proxy.
const proxy = { '/v1': process.env.FOOTFALL_COLLECTOR ?? 'http://localhost:8787' };

export default defineConfig({
  plugins: [react()],
  server: { proxy },
  preview: { proxy },
});
