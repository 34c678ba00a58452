// SPDX-License-Identifier: Apache-2.0
// Makes dist/redshank.js and dist/redshank.css: one bundle, no source map, the same bytes each time.
import { build } from "esbuild";

const banner = "/* Redshank's pages. SPDX-License-Identifier: Apache-2.0. Parts and their licences: web/README.md */";
await build({
  entryPoints: ["src/main.tsx"],
  outfile: process.argv[2] ?? "dist/redshank.js",
  bundle: true,
  minify: true,
  target: "es2020",
  format: "iife",
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  banner: { js: banner, css: banner },
});
