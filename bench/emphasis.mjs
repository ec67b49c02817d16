// The emphasis of notes as two parsers read it: markdown-it with its plugin friendly to CJK, and micromark, which is
// strict. Reads a JSON list of texts from standard input and prints, for each, [friendly, strict]: the counts of em,
// strong and s. Run where `npm install markdown-it markdown-it-cjk-friendly micromark micromark-extension-gfm` was.
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const require = createRequire(pathToFileURL(process.cwd() + "/x.js"));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const MarkdownIt = (await load("markdown-it")).default;
const friendly = (await load("markdown-it-cjk-friendly")).default;
const {micromark} = await load("micromark");
const {gfmStrikethrough, gfmStrikethroughHtml} = await load("micromark-extension-gfm-strikethrough");
const {gfmTable, gfmTableHtml} = await load("micromark-extension-gfm-table");

const md = new MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(friendly);
const options = {
  allowDangerousHtml: true,
  extensions: [gfmTable(), gfmStrikethrough({singleTilde: false})],
  htmlExtensions: [gfmTableHtml(), gfmStrikethroughHtml()],
};

const NAMES = ["em", "strong", "s"];
const counted = (text) => {
  const count = {em: 0, strong: 0, s: 0};
  for (const block of md.parse(text, {}))
    for (const token of block.children ?? []) if (token.nesting > 0 && token.tag in count) count[token.tag]++;
  return NAMES.map((name) => count[name]);
};
// What the notes hold as HTML themselves is not counted: it is taken out by its escaped form.
const shown = (text) => {
  const html = micromark(text, {...options, allowDangerousHtml: false});
  return ["<em>", "<strong>", "<del>"].map((tag) => html.split(tag).length - 1);
};

const texts = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => [counted(text), shown(text)])));
