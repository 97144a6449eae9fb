/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Cause,
  ExplainContext,
  explainLine,
  guardingRules,
  LineLocation,
  locateLine,
  PlatformModel,
  renderFile,
  RULE_INFOS,
} from '@openpolicy/plugin-golden-path-common';
import { resolve } from 'node:path';
import { Catalog, findEntity, openCatalog } from '../catalog/openCatalog';
import { EXIT, UsageError } from '../errors';
import { readText, showPath } from '../files';
import { CATALOG_FLAG, OUT_FLAG } from './flags';
import { blockedResult, outDirectory } from './render';
import { CommandContext, defineCommand } from './types';

export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'say which field of the catalog caused a line of a rendered file',
  arguments: 'FILE:LINE',
  details: `Names each field that makes the line what it is: its value, whether it is set or
a default, where it is set, what it means and the rules that guard it. A field
that only decides whether the line is there comes after those that decide what it
says. FILE is a file of the deploy tree, as deploy/dev/services/a/service.yaml.`,
  flags: { ...CATALOG_FLAG, ...OUT_FLAG },
  run(context, flags, positionals) {
    const place = parsePlace(positionals);
    const catalog = openCatalog(context, flags.catalog);
    const blocked = blockedResult(catalog);
    if (blocked) {
      return blocked;
    }
    const out = outDirectory(context, catalog, flags.out);
    const file = findRendered(context, catalog, out, place.file);
    const lines = file.content.split('\n').slice(0, -1);
    if (place.line < 1 || place.line > lines.length) {
      throw new UsageError(
        `'${file.shown}' has no line ${place.line}: it has ${lines.length}.`,
      );
    }
    const target = { path: file.path, line: place.line };
    const explain: ExplainContext = {
      model: file.model,
      environment: file.environment,
      entities: catalog.entities.map(({ entity }) => entity),
    };
    const location = locateLine(explain, target);
    const causes = explainLine(explain, target).map(cause => ({
      ...cause,
      ...placeOf(catalog, cause),
      rules: guardingRules(cause.path),
    }));
    const text = lines[place.line - 1].trim();
    return {
      exitCode: EXIT.fine,
      text: [
        `${file.shown}:${place.line}  ${text}`,
        ...(location ? [locationLine(location)] : []),
        '',
        ...(causes.length > 0
          ? grouped(causes).flatMap(causeLines)
          : [ownChoice(location)]),
      ],
      notes: isAsRendered(context, file)
        ? []
        : [
            `'${file.shown}' is not what the catalog renders; the line is that of the rendered text. Run render.`,
          ],
      json: {
        file: file.shown,
        line: place.line,
        text,
        location: location ?? null,
        causes,
      },
    };
  },
});

/** A file of the tree that the catalog renders. */
interface RenderedPlace {
  /** As people name it. */
  shown: string;
  content: string;
  model: PlatformModel;
  environment: string;
  /** Relative to the environment, or to the tree where it is in none. */
  path: string;
}

function parsePlace(positionals: string[]): { file: string; line: number } {
  const [place = '', ...rest] = positionals;
  const match = /^(.+):(\d+)$/.exec(place);
  if (!match || rest.length > 0) {
    throw new UsageError(
      "explain takes one FILE:LINE, as 'deploy/dev/services/a/service.yaml:12'.",
    );
  }
  return { file: match[1], line: Number(match[2]) };
}

function findRendered(
  { cwd, root }: CommandContext,
  { models }: Catalog,
  out: string,
  file: string,
): RenderedPlace {
  const shown = showPath(root, resolve(cwd, file));
  const inTree = showPath(out, resolve(cwd, file));
  for (const model of models) {
    const environments = model.system.spec.environments.map(({ name }) => name);
    const [folder] = inTree.split('/');
    const environment = environments.find(name => name === folder);
    const path = environment ? inTree.slice(folder.length + 1) : inTree;
    const found = renderFile(model, { path, environment });
    if (found) {
      return {
        shown,
        content: found.content,
        model,
        environment: environment ?? environments[0],
        path,
      };
    }
  }
  throw new UsageError(
    `The catalog renders no '${shown}'. Name a file below '${showPath(
      root,
      out,
    )}', or the tree with --out.`,
  );
}

function isAsRendered(
  { root }: CommandContext,
  { shown, content }: RenderedPlace,
): boolean {
  try {
    return readText(resolve(root, shown), '') === content;
  } catch {
    // Not rendered yet; the rendered text is what was asked about.
    return false;
  }
}

/** Where a field is set; a default is set nowhere. */
function placeOf(catalog: Catalog, { entityRef, path, origin }: Cause) {
  return origin === 'set'
    ? findEntity(catalog.entities, entityRef)?.locate(path)
    : undefined;
}

function locationLine({ kind, name, field }: LineLocation): string {
  const subject = name ? `${kind} '${name}'` : kind;
  return field ? `${field} of ${subject}` : subject;
}

const ORIGINS = {
  set: 'set',
  default: 'default, set nowhere',
  unset: 'not set',
};

type LocatedCause = Cause & { file?: string; line?: number; rules: string[] };

/** More entities than this with one and the same field are only counted. */
const MOST_ENTITIES = 3;

/** What is said of a field; entities that have the same one share it. */
function causeLines(causes: readonly LocatedCause[]): string[] {
  const [{ path, value, effect, description, rules }] = causes;
  const isOne = causes.length === 1;
  const rest = causes.length - MOST_ENTITIES;
  return [
    `${path}${isOne ? shownValue(value) : ''}${
      effect === 'presence' ? '  (decides whether the line is there)' : ''
    }`,
    ...causes
      .slice(0, MOST_ENTITIES)
      .map(cause => `  ${originLine(cause, isOne)}`),
    ...(rest > 0 ? [`  and in ${rest} more entities; --json lists them`] : []),
    ...(description ? [`  ${description}`] : []),
    ...rules.map(id => `  guarded by ${named(id)}`),
    '',
  ];
}

function originLine(cause: LocatedCause, isOne: boolean): string {
  const { entityRef, value, origin, file, line } = cause;
  const where = file ? ` in ${file}:${line}` : '';
  return `${isOne ? '' : `${shownValue(value).slice(3)}, `}${
    ORIGINS[origin]
  }${where}  [${entityRef}]`;
}

function shownValue(value: unknown): string {
  return value === undefined ? '' : ` = ${JSON.stringify(value)}`;
}

function grouped(causes: readonly LocatedCause[]): LocatedCause[][] {
  const groups = new Map<string, LocatedCause[]>();
  for (const cause of causes) {
    const key = `${cause.effect} ${cause.path}`;
    groups.set(key, [...(groups.get(key) ?? []), cause]);
  }
  return [...groups.values()];
}

function named(id: string): string {
  const rule = RULE_INFOS.find(info => info.id === id);
  return rule ? `${id}: ${rule.title}` : id;
}

function ownChoice(location: LineLocation | undefined): string {
  return location
    ? `No field causes it: it is the golden path itself, the same in every ${location.kind}.`
    : 'No field causes it: it is the header or a separator of the file.';
}
