// Positions of an independent parser: a JSON list of texts in, a list of [type, start, end] in code points a text out.
import fs from 'node:fs'
import path from 'node:path'
import {createRequire} from 'node:module'
import {pathToFileURL} from 'node:url'

const require = createRequire(path.resolve(process.argv[2], 'package.json'))
const load = name => import(pathToFileURL(require.resolve(name)))
const {fromMarkdown} = await load('mdast-util-from-markdown')
const {gfm} = await load('micromark-extension-gfm')
const {gfmFromMarkdown} = await load('mdast-util-gfm')

const KINDS = new Set(['emphasis', 'strong', 'delete', 'inlineCode', 'link', 'image', 'html', 'footnoteReference',
  'footnoteDefinition', 'heading', 'table', 'code'])
const FLOW = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition'])
const options = {extensions: [gfm({singleTilde: false})], mdastExtensions: [gfmFromMarkdown()]}

// UTF-16 offset -> code points before it.
function codePoints(text) {
  const before = new Uint32Array(text.length + 1)
  for (let i = 0; i < text.length; i++) before[i + 1] = before[i] + ((text.charCodeAt(i) & 0xfc00) === 0xdc00 ? 0 : 1)
  return before
}

function nodes(text) {
  const before = codePoints(text)
  const found = []
  const walk = (node, parent) => {
    if (!node.position) return // links that mdast-util-gfm finds in texts afterwards
    const source = text.slice(node.position.start.offset, node.position.end.offset)
    if (node.type === 'link' && !/^(\[|<|https?:|www\.)/i.test(source)) return // a bare e-mail address
    const kind = node.type.replace('Reference', '') in {link: 1, image: 1} ? node.type.replace('Reference', '') : node.type
    const fenced = kind !== 'code' || /^[`~]/.test(source)
    if (KINDS.has(kind) && fenced && !(kind === 'html' && FLOW.has(parent.type))) {
      found.push([kind, before[node.position.start.offset], before[node.position.end.offset]])
    }
    for (const child of node.children || []) walk(child, node)
  }
  walk(fromMarkdown(text, options), null)
  return found
}

fs.writeFileSync(1, JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(nodes)))
