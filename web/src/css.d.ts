// SPDX-License-Identifier: Apache-2.0
// The bundler takes style sheets out of the script into dist/redshank.css.
declare module "*.css";
