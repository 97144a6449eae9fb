/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useApi } from '@backstage/core-plugin-api';
import {
  changeSpecText,
  PreviewFile,
} from '@openpolicy/plugin-golden-path-common';
import { useCallback, useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { goldenPathApiRef, SkeletonFile } from '../api/GoldenPathApi';
import { Loaded, useLoaded } from '../hooks';

/** What a service's own repository gets besides what is generated. @internal */
export interface RepositoryFiles {
  /** Static files of a new repository. */
  skeleton?: readonly SkeletonFile[];
  /** Files of a repository that is there, as the form would change them. */
  changed?: readonly PreviewFile[];
  /** Why some are missing, in a sentence. */
  problem?: string;
  reload: () => void;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Asks the server for the skeleton of the template that is open, or for the spec of
 * the service that is to be changed. Neither holds up the preview of the rest.
 *
 * @internal
 */
export function useRepositoryFiles(values: Values): RepositoryFiles {
  const entityRef = textOf(values.entityRef);
  const skeleton = useSkeleton(entityRef ? undefined : values.language);
  const source = useSource(entityRef);
  const text = source.value?.text;
  const path = source.value?.path;
  const changed = useMemo(
    () =>
      text === undefined || path === undefined
        ? { files: undefined }
        : changeOf(path, text, values),
    [path, text, values],
  );
  const { problem, reload } = entityRef ? source : skeleton;
  return useMemo(
    () => ({
      skeleton: skeleton.value,
      changed: changed.files,
      problem: problem ?? changed.problem,
      reload,
    }),
    [skeleton.value, changed, problem, reload],
  );
}

/** The scaffolder's address says which template it is. */
function useSkeleton(language: unknown): Loaded<SkeletonFile[]> {
  const api = useApi(goldenPathApiRef);
  const { namespace, templateName } = useParams();
  const wanted = textOf(language);
  const load = useCallback(
    () => api.getSkeleton(`template:${namespace}/${templateName}`, wanted!),
    [api, namespace, templateName, wanted],
  );
  return useLoaded(namespace && templateName && wanted ? load : undefined);
}

function useSource(entityRef: string | undefined) {
  const api = useApi(goldenPathApiRef);
  const load = useCallback(() => api.getSource(entityRef!), [api, entityRef]);
  return useLoaded(entityRef ? load : undefined);
}

function changeOf(
  path: string,
  before: string,
  values: Values,
): { files?: PreviewFile[]; problem?: string } {
  try {
    const content = changeSpecText(before, values);
    return content === before
      ? { files: [] }
      : { files: [{ path, before, content, kind: 'changed' }] };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
