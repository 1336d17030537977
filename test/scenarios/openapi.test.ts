import { expect, test } from 'vitest';
import { endpoints } from '../../scenarios/api/endpoints/index.ts';
import { describe as describeApi } from '../../scenarios/api/openapi.ts';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly required: boolean }[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
  readonly security: readonly object[];
}

const document = describeApi(endpoints) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
};

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
  expect(references.length).toBeGreaterThan(0);
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(known).toEqual(expect.arrayContaining(references));
});

test('it lists every endpoint, and nothing else', () => {
  const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(listed.toSorted()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).toSorted());
});

test('the list of jobs: its parameters, none of them required, and its refusals', () => {
  const list = document.paths['/api/jobs']?.['get'];
  expect(list?.parameters.map(({ name }) => name).toSorted()).toEqual(
    ['cursor', 'job_type', 'limit', 'location', 'location_type', 'page', 'salary_min', 'search'].toSorted(),
  );
  expect(list?.parameters.every(({ required }) => !required)).toBe(true);
  expect(Object.keys(list?.responses ?? {})).toEqual(['200', '400', '401', '503']);
  expect(list?.security).toEqual([{}, { session: [] }]);
});

test('an application: a body, and a conflict where it is the second', () => {
  const apply = document.paths['/api/my/applications']?.['post'];
  expect(apply?.requestBody).toBeDefined();
  expect(Object.keys(apply?.responses ?? {})).toEqual(['201', '400', '401', '403', '404', '409', '503']);
});
