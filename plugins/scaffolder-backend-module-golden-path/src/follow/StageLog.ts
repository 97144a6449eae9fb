/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';

/** One thing that is said of a service that is followed. */
export interface StageLine {
  /** What it is about: a later line with the same key is news of the same thing. */
  key: string;
  text: string;
  level?: 'info' | 'warn';
  /** Said when there is no line of this key any more. */
  over?: string;
}

/**
 * Writes what it is told into the task's log, each thing once and again only when it has changed: somebody reads along, and what they
 * see should be news.
 */
export class StageLog {
  readonly #logger: Pick<LoggerService, 'info' | 'warn'>;
  #said = new Map<string, StageLine>();

  constructor(logger: Pick<LoggerService, 'info' | 'warn'>) {
    this.#logger = logger;
  }

  /** All that is to be said at present; a line that was said before and is not among them is over. */
  tell(lines: readonly StageLine[]): void {
    const present = new Map(lines.map(line => [line.key, line]));
    for (const { key, over } of this.#said.values()) {
      if (over && !present.has(key)) {
        this.#logger.info(over);
      }
    }
    for (const line of present.values()) {
      if (this.#said.get(line.key)?.text !== line.text) {
        this.#logger[line.level ?? 'info'](line.text);
      }
    }
    this.#said = present;
  }
}
