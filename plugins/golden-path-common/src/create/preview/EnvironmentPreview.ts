/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { edgesFrom } from '../../graph/edges';
import { PlatformModel, ServiceDefinition } from '../../model/types';
import { emitYaml } from '../../render/emitYaml';
import { PLATFORM_FILES } from '../../render/files';
import {
  DELIVERY_KINDS,
  PLATFORM_KINDS,
  SERVICE_KINDS,
} from '../../render/manifests';
import { MONITORING_KINDS } from '../../render/manifests/monitoringKinds';
import {
  fileOf,
  filesOf,
  findEnvironment,
  placed,
  PlacedManifest,
  renderPlacedManifests,
  renderServiceTests,
} from '../../render/renderPlatform';
import {
  Manifest,
  PlatformContext,
  RenderContext,
  RenderedFile,
} from '../../render/types';
import { resolveModel } from '../../spec/resolveEnvironment';
import { withService } from '../deliveryPlan';
import { PreviewFile } from './types';

/** Objects of a service by file, and the text of each file once it is asked for. */
interface Rendered {
  objects: ReadonlyMap<string, readonly Manifest[]>;
  texts: Map<string, string>;
}

/**
 * One environment of a platform before a change, and what a change does to it.
 * Gives the same as `planDelivery`, but looks only at the service and at those
 * that it calls or that call it, because nobody else's files speak of it.
 *
 * @internal
 */
export class EnvironmentPreview {
  readonly #model: PlatformModel;
  readonly #context: PlatformContext;
  /** Of the platform as it is, which no key press changes. */
  readonly #services = new Map<string, Rendered>();
  readonly #quick = new Map<string, readonly Manifest[]>();
  readonly #tests = new Map<string, readonly RenderedFile[]>();
  #calls?: ReturnType<typeof callsOf>;
  #platform?: readonly RenderedFile[];

  /**
   * @throws InputError if the platform has no such environment
   */
  constructor(model: PlatformModel, environment: string) {
    this.#model = model;
    this.#context = contextOf(model, environment);
  }

  /** The files that a new service, or a new version of one, changes. */
  filesOf(service: ServiceDefinition): PreviewFile[] {
    const { name: environment } = this.#context.environment;
    const after = contextOf(withService(this.#model, service), environment);
    const before = this.#context;
    this.#platform ??= renderPlatformFiles(before);

    const changes = [
      ...changesBetween(this.#platform, renderPlatformFiles(after)),
    ];
    for (const entityRef of this.#touchedBy(service.entityRef, after)) {
      changes.push(...this.#changesOf(entityRef, after));
    }
    return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /**
   * The service and those whose files may differ because of it. Callers, calls and
   * providers of APIs are found by the graph; what else services have to agree
   * about (a shared public host, a host outside) by rendering what is quick to
   * render of each.
   */
  #touchedBy(changed: string, after: PlatformContext): string[] {
    const touched = new Set([changed]);
    this.#calls ??= callsOf(this.#context);
    for (const [caller, { callees, key }] of callsOf(after)) {
      const known = this.#calls.get(caller);
      const isPart =
        caller === changed ||
        callees.includes(changed) ||
        known?.callees.includes(changed);
      if (isPart || known?.key !== key) {
        const ends = [caller, ...callees, ...(known?.callees ?? [])];
        ends.forEach(end => touched.add(end));
      }
    }
    for (const service of after.model.services) {
      const { entityRef } = service;
      if (!touched.has(entityRef)) {
        let old = this.#quick.get(entityRef);
        if (!old) {
          old = renderQuickly({ ...this.#context, service });
          this.#quick.set(entityRef, old);
        }
        if (!sameValue(old, renderQuickly({ ...after, service }))) {
          touched.add(entityRef);
        }
      }
    }
    return [...touched].filter(ref => serviceIn(after, ref) !== undefined);
  }

  #changesOf(entityRef: string, after: PlatformContext): PreviewFile[] {
    const known = serviceIn(this.#context, entityRef);
    const service = serviceIn(after, entityRef)!;
    const old = known && this.#renderedOf(known);
    const now = renderObjects(after, service);

    const changes: PreviewFile[] = [];
    for (const [path, objects] of now) {
      // Texts take longer to write than objects to compare.
      if (!old || !sameValue(old.objects.get(path), objects)) {
        changes.push(
          ...changesBetween(
            old?.objects.has(path)
              ? [{ path, content: textOf(old, path) }]
              : [],
            [{ path, content: emitYaml([...objects]) }],
          ),
        );
      }
    }
    for (const path of old?.objects.keys() ?? []) {
      if (!now.has(path)) {
        changes.push(
          ...changesBetween([{ path, content: textOf(old!, path) }], []),
        );
      }
    }
    // Tests say what the service's own rules do, so only with them do they change.
    const isOnlyTouched =
      old && changes.every(({ path }) => !path.includes('/prometheusrule'));
    return isOnlyTouched
      ? changes
      : [
          ...changes,
          ...changesBetween(
            known ? this.#testsOf(known) : [],
            renderServiceTests({ ...after, service }),
          ),
        ];
  }

  #renderedOf(service: ServiceDefinition): Rendered {
    let rendered = this.#services.get(service.entityRef);
    if (!rendered) {
      rendered = {
        objects: renderObjects(this.#context, service),
        texts: new Map(),
      };
      this.#services.set(service.entityRef, rendered);
    }
    return rendered;
  }

  #testsOf(service: ServiceDefinition): readonly RenderedFile[] {
    let tests = this.#tests.get(service.entityRef);
    if (!tests) {
      tests = renderServiceTests({ ...this.#context, service });
      this.#tests.set(service.entityRef, tests);
    }
    return tests;
  }
}

function contextOf(model: PlatformModel, name: string): PlatformContext {
  return {
    environment: findEnvironment(model, name),
    model: resolveModel(model, name),
  };
}

function serviceIn(
  { model }: PlatformContext,
  entityRef: string,
): ServiceDefinition | undefined {
  return model.services.find(service => service.entityRef === entityRef);
}

/** Alert rules and dashboards: long, and about one service and its edges only. */
const SLOW_KINDS: ReadonlySet<unknown> = new Set(MONITORING_KINDS);

const QUICK_KINDS = [...SERVICE_KINDS, ...DELIVERY_KINDS].filter(
  kind => !SLOW_KINDS.has(kind),
);

/** Patches are left out: they are the service's own. */
function renderQuickly(context: RenderContext): Manifest[] {
  return QUICK_KINDS.flatMap(kind => kind.render(context));
}

/** What each service calls, by its reference. */
function callsOf({ model }: PlatformContext) {
  return new Map(
    model.services.map(service => {
      const edges = edgesFrom(service, model);
      return [
        service.entityRef,
        {
          callees: edges.map(({ callee }) => callee),
          key: edges
            .map(edge =>
              [
                edge.callee,
                edge.host,
                edge.port,
                edge.targetPort,
                edge.protocol,
                edge.scheme,
              ].join(' '),
            )
            .join('\n'),
        },
      ] as const;
    }),
  );
}

function renderObjects(
  context: PlatformContext,
  service: ServiceDefinition,
): Map<string, Manifest[]> {
  const byPath = new Map<string, Manifest[]>();
  for (const { path, manifest } of renderPlacedManifests({
    ...context,
    service,
  })) {
    const known = byPath.get(path);
    if (known) {
      known.push(manifest);
    } else {
      byPath.set(path, [manifest]);
    }
  }
  return byPath;
}

function textOf({ objects, texts }: Rendered, path: string): string {
  const text = texts.get(path) ?? emitYaml([...objects.get(path)!]);
  texts.set(path, text);
  return text;
}

function renderPlatformFiles(context: PlatformContext): RenderedFile[] {
  const manifests: PlacedManifest[] = PLATFORM_KINDS.flatMap(kind =>
    placed(kind, context, kind.render(context)),
  );
  return [
    ...filesOf(manifests),
    ...PLATFORM_FILES.flatMap(kind => kind.render(context)).map(fileOf),
  ];
}

function changesBetween(
  before: readonly RenderedFile[],
  after: readonly RenderedFile[],
): PreviewFile[] {
  const old = new Map(before.map(({ path, content }) => [path, content]));
  const changes: PreviewFile[] = [];
  for (const { path, content } of after) {
    const known = old.get(path);
    old.delete(path);
    if (known === undefined) {
      changes.push({ path, content, kind: 'new' });
    } else if (known !== content) {
      changes.push({ path, content, before: known, kind: 'changed' });
    }
  }
  for (const [path, content] of old) {
    changes.push({ path, content: '', before: content, kind: 'removed' });
  }
  return changes;
}

/** Whether two documents are the same, the order of keys included. */
function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  ) {
    return false;
  }
  // A key with nothing in it is not written.
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = Object.entries(b).filter(([, value]) => value !== undefined);
  return (
    left.length === right.length &&
    left.every(
      ([key, value], index) =>
        key === right[index][0] && sameValue(value, right[index][1]),
    )
  );
}
