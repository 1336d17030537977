import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Loader, type Plugin } from 'esbuild';

/**
 * Bundles the suite and the threads' own code into one piece of JavaScript, as functions cannot be sent to a thread.
 * Each thread could load the suite through tsx instead, but that takes it ten times as long as all the rest of its
 * start; and what tsx adds to functions to keep their names halves the speed of generators.
 *
 * @param config absolute path of the suite file
 * @returns a `data:` URL
 */
export async function bundleGenerators(config: string): Promise<URL> {
  const worker = new URL(`./worker${extname(import.meta.url)}`, import.meta.url).pathname;
  const { outputFiles } = await build({
    stdin: {
      contents: `import { work } from ${JSON.stringify(worker)};
        import suite from ${JSON.stringify(config)};
        work(suite.dataset);`,
      resolveDir: dirname(config),
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: {
      'import.meta.url': '__url',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    },
    plugins: [packagesByPath, placeOfFile],
    logLevel: 'silent',
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return new URL(`data:text/javascript;base64,${text}`);
}

/** Packages stay where they are, but a `data:` URL has no folder to look for them from: they are named by their path. */
const packagesByPath: Plugin = {
  name: 'packages by path',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (pluginData === 'resolving' || path.startsWith('node:') || builtinModules.includes(path))
        return null;
      const found = await build.resolve(path, { kind, resolveDir, importer, pluginData: 'resolving' });
      const isPackage = found.path.includes('/node_modules/');
      return isPackage ? { path: pathToFileURL(found.path).href, external: true } : found;
    });
  },
};

/** In a bundle, `import.meta` would be the bundle's; each file keeps its own. */
const placeOfFile: Plugin = {
  name: 'place of file',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
      const place = `const __url = ${JSON.stringify(pathToFileURL(path).href)}, __filename = ${JSON.stringify(path)}, __dirname = ${JSON.stringify(dirname(path))};`;
      const loader: Loader = path.endsWith('ts') ? 'ts' : 'js';
      return { contents: `${place}${await readFile(path, 'utf8')}`, loader };
    });
  },
};
