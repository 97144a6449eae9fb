/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The Go programs of the lab and the module files (`go/<group>/go.mod`) that
 * pin them. One module file per set of dependencies that fit together, so that
 * the programs of a group share compiled packages.
 */

/** A program that is linked from one main package. @internal */
export interface GoProgram {
  name: string;
  package: string;
  /** What the first build costs on two cores, for the progress line. */
  firstBuild: string;
  ldflags?: string[];
  /** Build tags. */
  tags?: string[];
}

/** Programs that are built and cached together. @internal */
export interface GoGroup {
  /** Also the folder in `go/` with the go.mod that pins them. */
  name: string;
  programs: GoProgram[];
  /** Compiles C too, which needs a C compiler. Default: no. */
  cgo?: true;
  /** Folders of a module that its program reads while it runs; they go to `share/`. */
  data?: { module: string; folders: string[] };
}

// Without these, `/version` of a program built outside its own repository says
// v0.0.0-master, and clients choose their behaviour by it. They only touch the
// link step.
const kubernetesVersion = [
  'k8s.io/component-base/version',
  'k8s.io/client-go/pkg/version',
].flatMap(pkg => [
  `-X=${pkg}.gitVersion=v1.36.1`,
  `-X=${pkg}.gitMajor=1`,
  `-X=${pkg}.gitMinor=36`,
  `-X=${pkg}.gitTreeState=clean`,
]);

/** etcd, Kubernetes, kwok, Argo CD and Argo Rollouts. @internal */
export const clusterGroup: GoGroup = {
  name: 'cluster',
  programs: [
    {
      name: 'kube-apiserver',
      package: 'k8s.io/kubernetes/cmd/kube-apiserver',
      firstBuild: 'about 4 min',
      ldflags: kubernetesVersion,
    },
    {
      name: 'kube-controller-manager',
      package: 'k8s.io/kubernetes/cmd/kube-controller-manager',
      firstBuild: 'about 1 min',
      ldflags: kubernetesVersion,
    },
    {
      name: 'kube-scheduler',
      package: 'k8s.io/kubernetes/cmd/kube-scheduler',
      firstBuild: 'about 20 s',
      ldflags: kubernetesVersion,
    },
    {
      name: 'kwok',
      package: 'sigs.k8s.io/kwok/cmd/kwok',
      firstBuild: 'about 30 s',
    },
    {
      name: 'rollouts-controller',
      package: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
      firstBuild: 'about 40 s',
      ldflags: [
        '-X=github.com/argoproj/argo-rollouts/utils/version.version=v1.10.1',
      ],
    },
    {
      name: 'argocd',
      package: 'github.com/argoproj/argo-cd/v3/cmd',
      firstBuild: 'about 2 min',
      ldflags: ['-X=github.com/argoproj/argo-cd/v3/common.version=3.5.7'],
    },
    {
      name: 'etcd',
      package: 'go.etcd.io/etcd/server/v3',
      firstBuild: 'about 10 s',
    },
  ],
};

/** metrics-server, apart because it raises cel-go and kube-openapi. @internal */
export const metricsGroup: GoGroup = {
  name: 'metrics-server',
  programs: [
    {
      name: 'metrics-server',
      package: 'sigs.k8s.io/metrics-server/cmd/metrics-server',
      firstBuild: 'about 2 min',
    },
  ],
};

/** Prometheus, for machines without Debian's package. @internal */
export const prometheusGroup: GoGroup = {
  name: 'prometheus',
  programs: [
    {
      name: 'prometheus',
      package: 'github.com/prometheus/prometheus/cmd/prometheus',
      firstBuild: 'about 4 min',
    },
    {
      name: 'promtool',
      package: 'github.com/prometheus/prometheus/cmd/promtool',
      firstBuild: 'about 10 s',
    },
  ],
};

/**
 * Alertmanager. Debian's build reads its templates from /usr/share, so its package
 * works only where it is installed.
 * @internal
 */
export const alertmanagerGroup: GoGroup = {
  name: 'alertmanager',
  programs: [
    {
      name: 'alertmanager',
      package: 'github.com/prometheus/alertmanager/cmd/alertmanager',
      firstBuild: 'about 30 s',
    },
    {
      name: 'amtool',
      package: 'github.com/prometheus/alertmanager/cmd/amtool',
      firstBuild: 'about 10 s',
    },
  ],
};

/** Gitea, a Git host with pull requests, for tests. Its SQLite is C. @internal */
export const giteaGroup: GoGroup = {
  name: 'gitea',
  programs: [
    {
      name: 'gitea',
      package: 'code.gitea.io/gitea',
      firstBuild: 'about 4 min',
      ldflags: ['-X=main.Version=1.26.0'],
      tags: ['sqlite', 'sqlite_unlock_notify'],
    },
  ],
  cgo: true,
  data: {
    module: 'code.gitea.io/gitea',
    folders: ['templates', 'options', 'public'],
  },
};
