/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

// Written by scripts/generateOpenApi.js from openapi.yaml. Do not edit.

/* eslint-disable */
// prettier-ignore
export const spec = {
  "openapi": "3.1.0",
  "info": {
    "title": "service-health",
    "version": "1",
    "description": "Live rollout, delivery and alert state of the services in the catalog. All reads are answered from memory; what a caller may not see is answered like what does not exist.",
    "license": {
      "name": "Apache-2.0",
      "url": "https://www.apache.org/licenses/LICENSE-2.0.html"
    },
    "contact": {}
  },
  "servers": [
    {
      "url": "/"
    }
  ],
  "paths": {
    "/services": {
      "get": {
        "operationId": "getFleet",
        "summary": "All services that the caller may see, problems first",
        "security": [
          {},
          {
            "JWT": []
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/ifNoneMatch"
          }
        ],
        "responses": {
          "200": {
            "description": "The fleet",
            "headers": {
              "ETag": {
                "$ref": "#/components/headers/ETag"
              }
            },
            "content": {
              "application/json; charset=utf-8": {
                "schema": {
                  "$ref": "#/components/schemas/FleetSnapshot"
                }
              }
            }
          },
          "304": {
            "description": "Nothing but ages changed"
          },
          "default": {
            "$ref": "#/components/responses/ErrorResponse"
          }
        }
      }
    },
    "/services/{kind}/{namespace}/{name}": {
      "get": {
        "operationId": "getService",
        "summary": "Everything that is known of one service",
        "security": [
          {},
          {
            "JWT": []
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/ifNoneMatch"
          }
        ],
        "responses": {
          "200": {
            "description": "The service",
            "headers": {
              "ETag": {
                "$ref": "#/components/headers/ETag"
              }
            },
            "content": {
              "application/json; charset=utf-8": {
                "schema": {
                  "$ref": "#/components/schemas/ServiceSnapshot"
                }
              }
            }
          },
          "304": {
            "description": "Nothing but ages changed"
          },
          "default": {
            "$ref": "#/components/responses/ErrorResponse"
          }
        }
      }
    },
    "/services/{kind}/{namespace}/{name}/syncs": {
      "get": {
        "operationId": "listSyncs",
        "summary": "The last 50 attempts to sync applications of a service, newest first",
        "security": [
          {},
          {
            "JWT": []
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "The attempts",
            "content": {
              "application/json; charset=utf-8": {
                "schema": {
                  "$ref": "#/components/schemas/SyncAttemptList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/ErrorResponse"
          }
        }
      },
      "post": {
        "operationId": "requestSync",
        "summary": "Syncs an application of a service",
        "description": "For users only. The application is named by the opaque id that the service's snapshot gives it. The same idempotency key never starts a second sync of the same service.",
        "security": [
          {},
          {
            "JWT": []
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/SyncRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The key was used before; this is what became of it",
            "content": {
              "application/json; charset=utf-8": {
                "schema": {
                  "$ref": "#/components/schemas/SyncAttempt"
                }
              }
            }
          },
          "202": {
            "description": "Argo CD has taken the request, or its answer was lost (outcome `unknown`)",
            "content": {
              "application/json; charset=utf-8": {
                "schema": {
                  "$ref": "#/components/schemas/SyncAttempt"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/ErrorResponse"
          }
        }
      }
    },
    "/sources": {
      "get": {
        "operationId": "listSources",
        "summary": "How fresh each upstream instance is",
        "security": [
          {},
          {
            "JWT": []
          }
        ],
        "responses": {
          "200": {
            "description": "The instances",
            "content": {
              "application/json; charset=utf-8": {
                "schema": {
                  "$ref": "#/components/schemas/SourceList"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/ErrorResponse"
          }
        }
      }
    },
    "/stream": {
      "get": {
        "operationId": "openStream",
        "summary": "Changes as they happen, as server-sent events",
        "description": "Events `snapshot` (a ServiceSnapshot), `fleet` (a FleetChange), `heartbeat` (a Heartbeat, every 5 s) and `end` (a StreamEnd). At least one of the parameters must be given.",
        "security": [
          {},
          {
            "JWT": []
          }
        ],
        "parameters": [
          {
            "name": "entityRef",
            "in": "query",
            "required": false,
            "description": "The service to follow",
            "allowReserved": true,
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 512,
              "pattern": "^([a-zA-Z][a-zA-Z0-9]*:)?([-a-zA-Z0-9]+/)?[-_.a-zA-Z0-9]+$"
            }
          },
          {
            "name": "fleet",
            "in": "query",
            "required": false,
            "description": "Whether to follow the fleet",
            "schema": {
              "type": "string",
              "enum": [
                "true",
                "false"
              ]
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The stream",
            "content": {
              "text/event-stream; charset=utf-8": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/ErrorResponse"
          }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "JWT": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT"
      }
    },
    "headers": {
      "ETag": {
        "description": "Changes whenever anything but ages changes",
        "schema": {
          "type": "string"
        }
      }
    },
    "parameters": {
      "kind": {
        "name": "kind",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 63,
          "pattern": "^[a-zA-Z][a-zA-Z0-9]*$"
        }
      },
      "namespace": {
        "name": "namespace",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 63,
          "pattern": "^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"
        }
      },
      "name": {
        "name": "name",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 63,
          "pattern": "^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$"
        }
      },
      "ifNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "required": false,
        "schema": {
          "type": "string"
        }
      }
    },
    "responses": {
      "ErrorResponse": {
        "description": "An error",
        "content": {
          "application/json; charset=utf-8": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      }
    },
    "schemas": {
      "Error": {
        "type": "object",
        "required": [
          "error",
          "response"
        ],
        "properties": {
          "error": {
            "type": "object",
            "required": [
              "name",
              "message"
            ],
            "properties": {
              "name": {
                "type": "string"
              },
              "message": {
                "type": "string"
              },
              "stack": {
                "type": "string"
              },
              "code": {
                "type": "string"
              }
            }
          },
          "request": {
            "type": "object",
            "required": [
              "method",
              "url"
            ],
            "properties": {
              "method": {
                "type": "string"
              },
              "url": {
                "type": "string"
              }
            }
          },
          "response": {
            "type": "object",
            "required": [
              "statusCode"
            ],
            "properties": {
              "statusCode": {
                "type": "number"
              }
            }
          }
        }
      },
      "HealthStatusCode": {
        "type": "string",
        "enum": [
          "Healthy",
          "Suspended",
          "Progressing",
          "Missing",
          "Degraded",
          "Unknown"
        ]
      },
      "SyncStatusCode": {
        "type": "string",
        "enum": [
          "Synced",
          "OutOfSync",
          "Unknown"
        ]
      },
      "OperationPhase": {
        "type": "string",
        "enum": [
          "Pending",
          "Running",
          "Terminating",
          "Failed",
          "Error",
          "Succeeded"
        ]
      },
      "SectionState": {
        "type": "string",
        "enum": [
          "ready",
          "connecting",
          "unbound",
          "unconfigured"
        ]
      },
      "Headline": {
        "type": "string",
        "enum": [
          "Healthy",
          "Suspended",
          "Progressing",
          "Missing",
          "Degraded",
          "Unknown",
          "OutOfSync",
          "Alerting"
        ]
      },
      "Tone": {
        "type": "string",
        "enum": [
          "healthy",
          "progressing",
          "attention",
          "degraded",
          "suspended",
          "unknown"
        ]
      },
      "HealthStatus": {
        "type": "object",
        "required": [
          "status"
        ],
        "properties": {
          "status": {
            "$ref": "#/components/schemas/HealthStatusCode"
          },
          "message": {
            "type": "string"
          }
        }
      },
      "SourceFreshness": {
        "type": "object",
        "required": [
          "source",
          "instance",
          "state"
        ],
        "properties": {
          "source": {
            "type": "string"
          },
          "instance": {
            "type": "string"
          },
          "state": {
            "type": "string",
            "enum": [
              "connecting",
              "live",
              "stale",
              "failed"
            ]
          },
          "observedAt": {
            "type": "string",
            "format": "date-time"
          },
          "failingSince": {
            "type": "string",
            "format": "date-time"
          },
          "retryAt": {
            "type": "string",
            "format": "date-time"
          },
          "reason": {
            "type": "string"
          },
          "nextStep": {
            "type": "string"
          }
        }
      },
      "SourceList": {
        "type": "object",
        "required": [
          "items"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SourceFreshness"
            }
          }
        }
      },
      "UnverifiedClaim": {
        "type": "object",
        "required": [
          "annotation",
          "value",
          "reason",
          "nextStep"
        ],
        "properties": {
          "annotation": {
            "type": "string"
          },
          "value": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          },
          "nextStep": {
            "type": "string"
          }
        }
      },
      "ReplicaSetSummary": {
        "type": "object",
        "required": [
          "name",
          "role",
          "images",
          "desired",
          "ready",
          "available"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "role": {
            "type": "string",
            "enum": [
              "new",
              "old"
            ]
          },
          "revision": {
            "type": "string"
          },
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "desired": {
            "type": "number"
          },
          "ready": {
            "type": "number"
          },
          "available": {
            "type": "number"
          },
          "createdAt": {
            "type": "string"
          }
        }
      },
      "AutoscalerSummary": {
        "type": "object",
        "required": [
          "name",
          "min",
          "max",
          "current",
          "desired"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "min": {
            "type": "number"
          },
          "max": {
            "type": "number"
          },
          "current": {
            "type": "number"
          },
          "desired": {
            "type": "number"
          },
          "problem": {
            "type": "string"
          }
        }
      },
      "WorkloadSummary": {
        "type": "object",
        "required": [
          "id",
          "cluster",
          "namespace",
          "kind",
          "name",
          "health",
          "rollout",
          "replicas",
          "images",
          "replicaSets"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "health": {
            "$ref": "#/components/schemas/HealthStatus"
          },
          "rollout": {
            "type": "object",
            "required": [
              "phase",
              "message"
            ],
            "properties": {
              "phase": {
                "type": "string",
                "enum": [
                  "Complete",
                  "InProgress",
                  "Failed",
                  "Unknown"
                ]
              },
              "message": {
                "type": "string"
              }
            }
          },
          "replicas": {
            "type": "object",
            "required": [
              "desired",
              "total",
              "updated",
              "ready",
              "available"
            ],
            "properties": {
              "desired": {
                "type": "number"
              },
              "total": {
                "type": "number"
              },
              "updated": {
                "type": "number"
              },
              "ready": {
                "type": "number"
              },
              "available": {
                "type": "number"
              }
            }
          },
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "revision": {
            "type": "string"
          },
          "createdAt": {
            "type": "string"
          },
          "progressedAt": {
            "type": "string"
          },
          "progressDeadlineSeconds": {
            "type": "number"
          },
          "replicaSets": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ReplicaSetSummary"
            }
          },
          "autoscaler": {
            "$ref": "#/components/schemas/AutoscalerSummary"
          },
          "stuck": {
            "type": "object",
            "required": [
              "reason"
            ],
            "properties": {
              "reason": {
                "type": "string"
              },
              "since": {
                "type": "string"
              }
            }
          }
        }
      },
      "PodSummary": {
        "type": "object",
        "required": [
          "id",
          "cluster",
          "namespace",
          "name",
          "status",
          "ready",
          "restarts",
          "images",
          "health"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "workloadId": {
            "type": "string"
          },
          "replicaSet": {
            "type": "string"
          },
          "status": {
            "type": "string"
          },
          "ready": {
            "type": "object",
            "required": [
              "ready",
              "total"
            ],
            "properties": {
              "ready": {
                "type": "number"
              },
              "total": {
                "type": "number"
              }
            }
          },
          "restarts": {
            "type": "number"
          },
          "lastRestartAt": {
            "type": "string"
          },
          "lastTermination": {
            "type": "object",
            "properties": {
              "reason": {
                "type": "string"
              },
              "exitCode": {
                "type": "number"
              }
            }
          },
          "message": {
            "type": "string"
          },
          "node": {
            "type": "string"
          },
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "createdAt": {
            "type": "string"
          },
          "health": {
            "$ref": "#/components/schemas/HealthStatus"
          }
        }
      },
      "EventSummary": {
        "type": "object",
        "required": [
          "id",
          "cluster",
          "namespace",
          "reason",
          "message",
          "count",
          "object"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "count": {
            "type": "number"
          },
          "firstAt": {
            "type": "string"
          },
          "lastAt": {
            "type": "string"
          },
          "object": {
            "type": "object",
            "required": [
              "kind",
              "name"
            ],
            "properties": {
              "kind": {
                "type": "string"
              },
              "name": {
                "type": "string"
              }
            }
          }
        }
      },
      "RolloutSection": {
        "type": "object",
        "required": [
          "state",
          "sources",
          "workloads",
          "pods",
          "podsTotal",
          "events"
        ],
        "properties": {
          "state": {
            "$ref": "#/components/schemas/SectionState"
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SourceFreshness"
            }
          },
          "workloads": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/WorkloadSummary"
            }
          },
          "pods": {
            "type": "array",
            "maxItems": 200,
            "items": {
              "$ref": "#/components/schemas/PodSummary"
            }
          },
          "podsTotal": {
            "type": "number"
          },
          "events": {
            "type": "array",
            "maxItems": 50,
            "items": {
              "$ref": "#/components/schemas/EventSummary"
            }
          }
        }
      },
      "DeliveryResource": {
        "type": "object",
        "required": [
          "kind",
          "name"
        ],
        "properties": {
          "group": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "status": {
            "type": "string"
          },
          "health": {
            "$ref": "#/components/schemas/HealthStatus"
          },
          "message": {
            "type": "string"
          },
          "requiresPruning": {
            "type": "boolean"
          },
          "hookPhase": {
            "type": "string"
          }
        }
      },
      "OperationSummary": {
        "type": "object",
        "required": [
          "phase",
          "resources"
        ],
        "properties": {
          "phase": {
            "$ref": "#/components/schemas/OperationPhase"
          },
          "message": {
            "type": "string"
          },
          "startedAt": {
            "type": "string"
          },
          "finishedAt": {
            "type": "string"
          },
          "revision": {
            "type": "string"
          },
          "requestedBy": {
            "type": "string"
          },
          "requestId": {
            "type": "string"
          },
          "initiatedBy": {
            "type": "string"
          },
          "retryCount": {
            "type": "number"
          },
          "dryRun": {
            "type": "boolean"
          },
          "resources": {
            "type": "array",
            "maxItems": 50,
            "items": {
              "$ref": "#/components/schemas/DeliveryResource"
            }
          }
        }
      },
      "DeploymentRecord": {
        "type": "object",
        "required": [
          "id",
          "revision"
        ],
        "properties": {
          "id": {
            "type": "number"
          },
          "revision": {
            "type": "string"
          },
          "deployedAt": {
            "type": "string"
          },
          "startedAt": {
            "type": "string"
          },
          "initiatedBy": {
            "type": "string"
          }
        }
      },
      "ApplicationSummary": {
        "type": "object",
        "required": [
          "id",
          "instance",
          "namespace",
          "name",
          "project",
          "health",
          "sync",
          "autoSync",
          "history",
          "conditions",
          "resources",
          "resourcesTotal",
          "outOfSync",
          "images"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "instance": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "project": {
            "type": "string"
          },
          "health": {
            "$ref": "#/components/schemas/HealthStatus"
          },
          "sync": {
            "type": "object",
            "required": [
              "status",
              "revisions"
            ],
            "properties": {
              "status": {
                "$ref": "#/components/schemas/SyncStatusCode"
              },
              "revisions": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "targetRevision": {
                "type": "string"
              }
            }
          },
          "autoSync": {
            "type": "object",
            "required": [
              "enabled",
              "prune",
              "selfHeal"
            ],
            "properties": {
              "enabled": {
                "type": "boolean"
              },
              "prune": {
                "type": "boolean"
              },
              "selfHeal": {
                "type": "boolean"
              }
            }
          },
          "operation": {
            "$ref": "#/components/schemas/OperationSummary"
          },
          "history": {
            "type": "array",
            "maxItems": 10,
            "items": {
              "$ref": "#/components/schemas/DeploymentRecord"
            }
          },
          "conditions": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "type",
                "message"
              ],
              "properties": {
                "type": {
                  "type": "string"
                },
                "message": {
                  "type": "string"
                },
                "lastTransitionTime": {
                  "type": "string"
                }
              }
            }
          },
          "resources": {
            "type": "array",
            "maxItems": 100,
            "items": {
              "$ref": "#/components/schemas/DeliveryResource"
            }
          },
          "resourcesTotal": {
            "type": "number"
          },
          "outOfSync": {
            "type": "number"
          },
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "reconciledAt": {
            "type": "string"
          },
          "externalUrl": {
            "type": "string"
          },
          "deleting": {
            "type": "boolean"
          }
        }
      },
      "DeliverySection": {
        "type": "object",
        "required": [
          "state",
          "sources",
          "applications"
        ],
        "properties": {
          "state": {
            "$ref": "#/components/schemas/SectionState"
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SourceFreshness"
            }
          },
          "applications": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ApplicationSummary"
            }
          }
        }
      },
      "AlertSummary": {
        "type": "object",
        "required": [
          "id",
          "instance",
          "name",
          "state",
          "severity",
          "labels",
          "notification"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "instance": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "state": {
            "type": "string",
            "enum": [
              "pending",
              "firing"
            ]
          },
          "severity": {
            "type": "string"
          },
          "activeAt": {
            "type": "string"
          },
          "value": {
            "type": "string"
          },
          "summary": {
            "type": "string"
          },
          "description": {
            "type": "string"
          },
          "runbookUrl": {
            "type": "string"
          },
          "dashboardUrl": {
            "type": "string"
          },
          "labels": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "notification": {
            "type": "string",
            "enum": [
              "active",
              "suppressed",
              "unprocessed",
              "unknown"
            ]
          },
          "suppressedBy": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "kind"
              ],
              "properties": {
                "kind": {
                  "type": "string",
                  "enum": [
                    "silence",
                    "inhibition",
                    "mute"
                  ]
                },
                "createdBy": {
                  "type": "string"
                },
                "comment": {
                  "type": "string"
                },
                "endsAt": {
                  "type": "string"
                }
              }
            }
          }
        }
      },
      "BrokenRule": {
        "type": "object",
        "required": [
          "instance",
          "group",
          "name",
          "error"
        ],
        "properties": {
          "instance": {
            "type": "string"
          },
          "group": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "error": {
            "type": "string"
          }
        }
      },
      "ScrapeTargets": {
        "type": "object",
        "required": [
          "up",
          "total"
        ],
        "properties": {
          "up": {
            "type": "number"
          },
          "total": {
            "type": "number"
          }
        }
      },
      "AlertsSection": {
        "type": "object",
        "required": [
          "state",
          "sources",
          "alerts",
          "rulesTotal",
          "brokenRules"
        ],
        "properties": {
          "state": {
            "$ref": "#/components/schemas/SectionState"
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SourceFreshness"
            }
          },
          "alerts": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/AlertSummary"
            }
          },
          "rulesTotal": {
            "type": "number"
          },
          "brokenRules": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/BrokenRule"
            }
          },
          "targets": {
            "$ref": "#/components/schemas/ScrapeTargets"
          }
        }
      },
      "Evidence": {
        "type": "object",
        "required": [
          "kind",
          "id",
          "text"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "workload",
              "pod",
              "event",
              "application",
              "alert",
              "source",
              "claim"
            ]
          },
          "id": {
            "type": "string"
          },
          "text": {
            "type": "string"
          }
        }
      },
      "VerdictAxes": {
        "type": "object",
        "required": [
          "health",
          "delivery",
          "alerts",
          "freshness"
        ],
        "properties": {
          "health": {
            "$ref": "#/components/schemas/HealthStatus"
          },
          "delivery": {
            "type": "object",
            "required": [
              "status"
            ],
            "properties": {
              "status": {
                "type": "string",
                "enum": [
                  "Synced",
                  "OutOfSync",
                  "Unknown",
                  "None"
                ]
              },
              "operation": {
                "$ref": "#/components/schemas/OperationPhase"
              },
              "message": {
                "type": "string"
              }
            }
          },
          "alerts": {
            "type": "object",
            "required": [
              "critical",
              "warning",
              "other",
              "pending",
              "suppressed",
              "known"
            ],
            "properties": {
              "critical": {
                "type": "number"
              },
              "warning": {
                "type": "number"
              },
              "other": {
                "type": "number"
              },
              "pending": {
                "type": "number"
              },
              "suppressed": {
                "type": "number"
              },
              "known": {
                "type": "boolean"
              }
            }
          },
          "freshness": {
            "type": "object",
            "required": [
              "state"
            ],
            "properties": {
              "state": {
                "type": "string",
                "enum": [
                  "live",
                  "connecting",
                  "stale",
                  "failed"
                ]
              },
              "oldestObservedAt": {
                "type": "string"
              }
            }
          }
        }
      },
      "Verdict": {
        "type": "object",
        "required": [
          "headline",
          "tone",
          "cause",
          "evidence",
          "axes"
        ],
        "properties": {
          "headline": {
            "$ref": "#/components/schemas/Headline"
          },
          "tone": {
            "$ref": "#/components/schemas/Tone"
          },
          "cause": {
            "type": "string"
          },
          "since": {
            "type": "string"
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Evidence"
            }
          },
          "axes": {
            "$ref": "#/components/schemas/VerdictAxes"
          }
        }
      },
      "ServiceSnapshot": {
        "type": "object",
        "required": [
          "entityRef",
          "version",
          "at",
          "verdict",
          "rollout",
          "delivery",
          "alerts",
          "claims"
        ],
        "properties": {
          "entityRef": {
            "type": "string"
          },
          "version": {
            "type": "string"
          },
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "verdict": {
            "$ref": "#/components/schemas/Verdict"
          },
          "rollout": {
            "$ref": "#/components/schemas/RolloutSection"
          },
          "delivery": {
            "$ref": "#/components/schemas/DeliverySection"
          },
          "alerts": {
            "$ref": "#/components/schemas/AlertsSection"
          },
          "claims": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/UnverifiedClaim"
            }
          }
        }
      },
      "FleetRow": {
        "type": "object",
        "required": [
          "entityRef",
          "name",
          "headline",
          "tone",
          "cause",
          "axes",
          "replicas",
          "versions"
        ],
        "properties": {
          "entityRef": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "system": {
            "type": "string"
          },
          "headline": {
            "$ref": "#/components/schemas/Headline"
          },
          "tone": {
            "$ref": "#/components/schemas/Tone"
          },
          "cause": {
            "type": "string"
          },
          "since": {
            "type": "string"
          },
          "axes": {
            "$ref": "#/components/schemas/VerdictAxes"
          },
          "replicas": {
            "type": "object",
            "required": [
              "ready",
              "desired"
            ],
            "properties": {
              "ready": {
                "type": "number"
              },
              "desired": {
                "type": "number"
              }
            }
          },
          "versions": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "changedAt": {
            "type": "string"
          }
        }
      },
      "FleetSnapshot": {
        "type": "object",
        "required": [
          "version",
          "at",
          "rows",
          "sources"
        ],
        "properties": {
          "version": {
            "type": "string"
          },
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "rows": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/FleetRow"
            }
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SourceFreshness"
            }
          }
        }
      },
      "FleetChange": {
        "type": "object",
        "description": "Data of the stream's event `fleet`",
        "required": [
          "version",
          "at",
          "full",
          "rows",
          "removed",
          "sources"
        ],
        "properties": {
          "version": {
            "type": "string"
          },
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "full": {
            "type": "boolean"
          },
          "rows": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/FleetRow"
            }
          },
          "removed": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SourceFreshness"
            }
          }
        }
      },
      "Heartbeat": {
        "type": "object",
        "description": "Data of the stream's event `heartbeat`",
        "required": [
          "at",
          "sources"
        ],
        "properties": {
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SourceFreshness"
            }
          }
        }
      },
      "StreamEnd": {
        "type": "object",
        "description": "Data of the stream's event `end`; without `retryAfterMs` the client must not come back by itself",
        "required": [
          "reason"
        ],
        "properties": {
          "reason": {
            "type": "string",
            "description": "One sentence for the reader"
          },
          "retryAfterMs": {
            "type": "number"
          }
        }
      },
      "SyncRequest": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "applicationId",
          "idempotencyKey"
        ],
        "properties": {
          "applicationId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 255,
            "description": "The id that the service's snapshot gives the application"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 8,
            "maxLength": 128,
            "pattern": "^[-_.a-zA-Z0-9]+$",
            "description": "Chosen by the client once for each press of the button, e.g. a UUID"
          },
          "prune": {
            "type": "boolean",
            "description": "Whether to delete what is no longer in Git; false if left out"
          }
        }
      },
      "SyncAttempt": {
        "type": "object",
        "required": [
          "id",
          "entityRef",
          "applicationId",
          "application",
          "instance",
          "requestedBy",
          "requestedAt",
          "outcome",
          "prune"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "entityRef": {
            "type": "string"
          },
          "applicationId": {
            "type": "string"
          },
          "application": {
            "type": "string"
          },
          "instance": {
            "type": "string"
          },
          "requestedBy": {
            "type": "string"
          },
          "requestedAt": {
            "type": "string",
            "format": "date-time"
          },
          "outcome": {
            "type": "string",
            "enum": [
              "requested",
              "accepted",
              "refused",
              "unknown",
              "succeeded",
              "failed"
            ]
          },
          "reason": {
            "type": "string"
          },
          "prune": {
            "type": "boolean"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "SyncAttemptList": {
        "type": "object",
        "required": [
          "items"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SyncAttempt"
            }
          }
        }
      }
    }
  }
} as const;
