// Bundle public stylesheets: node bundle.mjs SOURCE TARGET [SOURCE TARGET …]
//
// They are written as one file per block in cascade layers. Older browsers, still common in offices,
// ignore a whole @layer; so the layers are flattened into specificity that every browser keeps.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import cascadeLayers from "@csstools/postcss-cascade-layers";
import { bundle, transform } from "lightningcss";
import postcss from "postcss";

// Version numbers as Lightning CSS wants them: major << 16.
const OLDEST_BROWSERS = { chrome: 80 << 16, firefox: 78 << 16, safari: 13 << 16 };

async function build(source, target) {
  const bundled = bundle({ filename: source });
  const flat = await postcss([cascadeLayers()]).process(bundled.code.toString(), {
    from: undefined,
  });
  for (const warning of flat.warnings()) {
    console.error(String(warning));
  }
  const small = transform({
    filename: target,
    code: Buffer.from(flat.css),
    minify: true,
    targets: OLDEST_BROWSERS,
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, small.code);
}

const files = process.argv.slice(2);
for (let at = 0; at < files.length; at += 2) {
  await build(files[at], files[at + 1]);
}
