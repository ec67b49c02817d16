import { defineConfig } from "astro/config";
import remarkGithubAlerts from "remark-github-alerts";
import remarkMark from "remark-mark-plus";
import remarkMath from "remark-math";

export default defineConfig({
  markdown: { remarkPlugins: [remarkGithubAlerts, remarkMark, remarkMath] },
});
