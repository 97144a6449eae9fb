/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConfigReader } from '@backstage/config';
import { GitServers } from '@openpolicy/plugin-golden-path-node';
import { TestGitServer } from '@openpolicy/plugin-golden-path-node/testUtils';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** A merge request as the fake keeps it. */
export interface FakeMergeRequest {
  project: string;
  source_branch: string;
  target_branch: string;
  title: string;
  description: string;
}

/**
 * The merge requests of GitLab at the wire, in front of a real Git server: a GitLab can't
 * be had here. Repositories lie below the group `shop`.
 */
export class FakeGitLab {
  readonly mergeRequests: FakeMergeRequest[] = [];
  readonly #git: TestGitServer;
  readonly #api: Server;

  static async start(git: TestGitServer): Promise<FakeGitLab> {
    const fake = new FakeGitLab(git);
    await new Promise<void>(resolve => {
      fake.#api.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor(git: TestGitServer) {
    this.#git = git;
    this.#api = createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://x');
      const [, project] =
        /^\/projects\/([^/]+)\/merge_requests$/.exec(pathname) ?? [];
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const answer = (status: number, body: unknown) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify(body));
      if (!project) {
        answer(404, { message: '404 Not Found' });
        return;
      }
      const name = decodeURIComponent(project);
      if (request.method === 'GET') {
        answer(
          200,
          this.mergeRequests
            .map((known, index) => ({ known, index }))
            .filter(({ known }) => known.project === name)
            .map(({ known, index }) => this.#shown(known, index)),
        );
        return;
      }
      const asked = {
        project: name,
        ...JSON.parse(Buffer.concat(chunks).toString()),
      };
      if (
        this.mergeRequests.some(
          known =>
            known.project === name &&
            known.source_branch === asked.source_branch,
        )
      ) {
        answer(409, { message: ['Another open merge request exists'] });
        return;
      }
      this.mergeRequests.push(asked);
      answer(201, this.#shown(asked, this.mergeRequests.length - 1));
    });
  }

  #shown(known: FakeMergeRequest, index: number) {
    return {
      ...known,
      iid: index + 3,
      web_url: this.pageOf(index),
      source_project_id: 7,
      target_project_id: 7,
    };
  }

  /** Page of the merge request that was opened as the first, second, … */
  pageOf(index: number): string {
    return `https://gitlab.example.com/shop/-/merge_requests/${index + 3}`;
  }

  /** Address of a repository of the Git server, as GitLab would have it. */
  urlOf(name: string): string {
    return `${this.#git.baseUrl}/shop/${name}.git`;
  }

  /** What the portal knows if its Git server is this GitLab. */
  gitServers(): GitServers {
    const { port } = this.#api.address() as AddressInfo;
    const { baseUrl, auth } = this.#git;
    return GitServers.fromConfig(
      new ConfigReader({
        integrations: {
          gitlab: [
            {
              host: new URL(baseUrl).host,
              token: auth.password,
              baseUrl,
              apiBaseUrl: `http://127.0.0.1:${port}`,
            },
          ],
        },
      }),
    );
  }

  async close(): Promise<void> {
    this.#api.closeAllConnections();
    await new Promise(resolve => this.#api.close(resolve));
  }
}
