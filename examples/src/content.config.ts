import { glob } from "astro/loaders";
import { defineCollection, z } from "astro:content";

const note = defineCollection({
  loader: glob({ pattern: ["**/*.md", "!**/_*.md"], base: "./src/content/note" }),
  schema: z.object({
    title: z.string(),
    timestamp: z.date(),
    tags: z.array(z.string()).optional(),
    description: z.string().optional(),
    draft: z.boolean().default(false),
  }),
});

export const collections = { note };
