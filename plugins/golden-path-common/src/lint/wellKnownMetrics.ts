/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/*
 * Series that every cluster of this platform has, by exporter. A name that begins
 * like one of a family but is not in it is a slip of the pen. Sources: the metric
 * pages of kube-state-metrics 2.x, Istio's standard metrics, cAdvisor's and
 * the kubelet's.
 */

/** A prefix, and every ending that is a series. */
type Family = readonly [prefix: string, endings: readonly string[]];

const OBJECT = ['labels', 'annotations', 'created'];

const FAMILIES: readonly Family[] = [
  [
    'kube_deployment_',
    [
      ...OBJECT,
      'status_replicas',
      'status_replicas_ready',
      'status_replicas_available',
      'status_replicas_unavailable',
      'status_replicas_updated',
      'status_observed_generation',
      'status_condition',
      'spec_replicas',
      'spec_paused',
      'spec_strategy_rollingupdate_max_unavailable',
      'spec_strategy_rollingupdate_max_surge',
      'metadata_generation',
      'owner',
      'deletion_timestamp',
    ],
  ],
  [
    'kube_statefulset_',
    [
      ...OBJECT,
      'status_replicas',
      'status_replicas_current',
      'status_replicas_ready',
      'status_replicas_available',
      'status_replicas_updated',
      'status_observed_generation',
      'status_current_revision',
      'status_update_revision',
      'replicas',
      'metadata_generation',
      'ordinals_start',
      'persistentvolumeclaim_retention_policy',
      'deletion_timestamp',
    ],
  ],
  [
    'kube_horizontalpodautoscaler_',
    [
      ...OBJECT,
      'info',
      'metadata_generation',
      'spec_max_replicas',
      'spec_min_replicas',
      'spec_target_metric',
      'status_target_metric',
      'status_condition',
      'status_current_replicas',
      'status_desired_replicas',
      'deletion_timestamp',
    ],
  ],
  [
    'kube_poddisruptionbudget_',
    [
      ...OBJECT,
      'status_current_healthy',
      'status_desired_healthy',
      'status_pod_disruptions_allowed',
      'status_expected_pods',
      'status_observed_generation',
      'deletion_timestamp',
    ],
  ],
  [
    'kube_cronjob_',
    [
      ...OBJECT,
      'info',
      'next_schedule_time',
      'status_active',
      'status_last_schedule_time',
      'status_last_successful_time',
      'spec_suspend',
      'spec_starting_deadline_seconds',
      'spec_successful_job_history_limit',
      'spec_failed_job_history_limit',
      'metadata_resource_version',
    ],
  ],
  [
    'kube_job_',
    [
      ...OBJECT,
      'info',
      'owner',
      'spec_parallelism',
      'spec_completions',
      'spec_active_deadline_seconds',
      'status_active',
      'status_succeeded',
      'status_failed',
      'status_start_time',
      'status_completion_time',
      'status_suspended',
      'complete',
      'failed',
    ],
  ],
  [
    'kube_persistentvolumeclaim_',
    [
      ...OBJECT,
      'access_mode',
      'info',
      'resource_requests_storage_bytes',
      'status_condition',
      'status_phase',
      'deletion_timestamp',
    ],
  ],
  [
    'kube_pod_container_',
    [
      'info',
      'resource_limits',
      'resource_requests',
      'state_started',
      'status_last_terminated_exitcode',
      'status_last_terminated_reason',
      'status_last_terminated_timestamp',
      'status_ready',
      'status_restarts_total',
      'status_running',
      'status_terminated',
      'status_terminated_reason',
      'status_waiting',
      'status_waiting_reason',
    ],
  ],
  [
    'istio_',
    [
      'requests_total',
      'request_duration_milliseconds_bucket',
      'request_duration_milliseconds_count',
      'request_duration_milliseconds_sum',
      'request_bytes_bucket',
      'request_bytes_count',
      'request_bytes_sum',
      'response_bytes_bucket',
      'response_bytes_count',
      'response_bytes_sum',
      'request_messages_total',
      'response_messages_total',
      'tcp_sent_bytes_total',
      'tcp_received_bytes_total',
      'tcp_connections_opened_total',
      'tcp_connections_closed_total',
      'build',
      'agent_scrape_failures_total',
      'agent_scrapes_total',
      'agent_cert_expiry_seconds',
      'agent_go_info',
      'agent_pilot_xds',
      'agent_num_failed_outgoing_requests',
    ],
  ],
  [
    'container_cpu_',
    [
      'cfs_periods_total',
      'cfs_throttled_periods_total',
      'cfs_throttled_seconds_total',
      'load_average_10s',
      'system_seconds_total',
      'usage_seconds_total',
      'user_seconds_total',
    ],
  ],
  [
    'container_memory_',
    [
      'cache',
      'failcnt',
      'failures_total',
      'kernel_usage',
      'mapped_file',
      'max_usage_bytes',
      'rss',
      'swap',
      'total_active_file_bytes',
      'total_inactive_file_bytes',
      'usage_bytes',
      'working_set_bytes',
    ],
  ],
  [
    'container_network_',
    ['receive', 'transmit'].flatMap(direction =>
      ['bytes', 'packets', 'errors', 'packets_dropped'].map(
        what => `${direction}_${what}_total`,
      ),
    ),
  ],
  [
    'container_fs_',
    [
      'inodes_free',
      'inodes_total',
      'io_current',
      'io_time_seconds_total',
      'limit_bytes',
      'read_seconds_total',
      'reads_bytes_total',
      'reads_total',
      'usage_bytes',
      'write_seconds_total',
      'writes_bytes_total',
      'writes_total',
    ],
  ],
  [
    'kubelet_volume_stats_',
    [
      'available_bytes',
      'capacity_bytes',
      'health_status_abnormal',
      'inodes',
      'inodes_free',
      'inodes_used',
      'used_bytes',
    ],
  ],
];

const KNOWN: ReadonlySet<string> = new Set(
  FAMILIES.flatMap(([prefix, endings]) =>
    endings.map(ending => `${prefix}${ending}`),
  ),
);

/**
 * Whether a series has a name that its exporter does not know.
 *
 * @internal
 */
export function isMisspelled(metric: string): boolean {
  return (
    !KNOWN.has(metric) && FAMILIES.some(([prefix]) => metric.startsWith(prefix))
  );
}

/** Labels of Istio's standard metrics besides those of the scrape. */
export const ISTIO_LABELS: ReadonlySet<string> = new Set([
  'reporter',
  'request_protocol',
  'response_code',
  'response_flags',
  'grpc_response_status',
  'connection_security_policy',
  'le',
  ...['source', 'destination'].flatMap(side =>
    [
      'app',
      'canonical_revision',
      'canonical_service',
      'cluster',
      'principal',
      'service',
      'service_name',
      'service_namespace',
      'version',
      'workload',
      'workload_namespace',
    ].map(label => `${side}_${label}`),
  ),
]);

/**
 * Values of label `job` that the chart kube-prometheus-stack brings.
 */
export const CHART_JOBS: readonly string[] = [
  'alertmanager',
  'apiserver',
  'coredns',
  'kube-controller-manager',
  'kube-etcd',
  'kube-proxy',
  'kube-scheduler',
  'kube-state-metrics',
  'kubelet',
  'node-exporter',
  'prometheus',
];
