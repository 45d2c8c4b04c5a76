import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig(({ mode }) => ({
  build: {
    outDir: mode === "react18" ? "dist/react18" : "dist",
    emptyOutDir: mode !== "react18",
    rollupOptions: { input: mode === "react18" ? ["react.html"] : ["index.html", "vue.html", "svelte.html", "react.html"] },
  },
  base: "./",
  plugins: [svelte()],
  resolve: { alias: mode === "react18" ? [{ find: /^react$/, replacement: "react18" }, { find: /^react\/(.*)/, replacement: "react18/$1" }, { find: /^react-dom(.*)/, replacement: "react-dom18$1" }] : [] },
}));
