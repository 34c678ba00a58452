// SPDX-License-Identifier: Apache-2.0
// The committed bundle is what the sources build to, byte for byte.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
if (!existsSync(join(web, "node_modules/esbuild"))) { console.log("skipped: no web/node_modules; npm ci --ignore-scripts in web/ makes them"); process.exit(0); }
const folder = mkdtempSync(join(tmpdir(), "redshank-bundle-"));
execFileSync(process.execPath, ["build.mjs", join(folder, "redshank.js")], { cwd: web });
for (const name of ["redshank.js", "redshank.css"]) {
  assert.ok(readFileSync(join(folder, name)).equals(readFileSync(join(web, "dist", name))), `web/dist/${name} is not what web/src builds to: npm run build`);
}
assert.doesNotMatch(readFileSync(join(web, "dist/redshank.js"), "utf8"), /<\/script/i);
rmSync(folder, { recursive: true });
console.log("ok");
