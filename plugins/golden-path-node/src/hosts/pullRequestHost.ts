/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What is to be proposed.
 *
 * @public
 */
export interface PullRequestProposal {
  /** Clone URL, without credentials. */
  repository: string;
  /** Branch of that repository that holds the changes; it is pushed already. */
  head: string;
  /** Branch that shall get them. */
  base: string;
  title: string;
  /** Markdown. */
  description: string;
  /** Ends what is under way. */
  signal?: AbortSignal;
}

/** A pull request, in the words of all hosts. @internal */
export interface PullRequest {
  url: string;
  number: number;
  head: string;
  base: string;
  /** Its branch is in another repository: a fork. */
  isFromFork: boolean;
}

/** How a host of repositories does pull requests. @internal */
export interface PullRequestHost {
  /** As people there say it. */
  noun: 'pull request' | 'merge request';
  /** Rights that a token needs, and where it is configured. */
  rights: string;
  headers: Record<string, string>;
  /** Below the API's address: where they are listed (GET) and made (POST). */
  collection(path: string[]): string;
  body(proposal: PullRequestProposal): object;
  /** To list those that are open, as narrow as the host can. */
  query(proposal: PullRequestProposal, path: string[]): Record<string, string>;
  /** Pages that are looked through, as long as they hold something. */
  pages: number;
  /** @returns undefined if it is none */
  read(answer: unknown): PullRequest | undefined;
}
