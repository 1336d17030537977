import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

const github = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

/** Markdown as GitHub understands it. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, github);
}

/** What a reader sees: HTML tags show nothing. */
export function textOf(node: Nodes): string {
  if (node.type === 'html') return '';
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** The node and everything in it. */
export function everyNode(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(everyNode) : [])];
}
