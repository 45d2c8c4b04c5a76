import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  build: { target: "es2022", rollupOptions: { input: ["index.html", "react.html", "vue.html", "svelte.html", "panel.html"] } },
  plugins: [svelte(), vue()],
});
