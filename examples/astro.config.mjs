import { defineConfig } from "astro/config";
import gfm from "remark-gfm";
import mark from "remark-flexible-markers";
import cjk from "remark-cjk-friendly";
import math from "remark-math";
import wikiLink from "remark-wiki-link";
import callouts from "rehype-callouts";

export default defineConfig({
  i18n: { locales: ["zh-cn", "en"], defaultLocale: "zh-cn" },
  markdown: {
    remarkPlugins: [gfm, mark, cjk, math, wikiLink],
    rehypePlugins: [callouts],
  },
});
