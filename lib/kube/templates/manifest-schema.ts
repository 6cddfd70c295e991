import { z } from 'zod'
import { environmentName, image, labels, objectName, shortName, text } from './kubernetes-forms'

/**
 * A DaemonSet as the API server takes it. Names of fields are held to at every level where a typo would silently do
 * nothing: an API server before 1.25 drops what it does not know. What lies deeper is the API server's own business.
 */
const whatever = z.unknown()
const anyOf = <const T extends readonly string[]>(
  fields: T,
): Record<T[number], z.ZodOptional<z.ZodUnknown>> =>
  Object.fromEntries(fields.map((field) => [field, whatever.optional()])) as Record<
    T[number],
    z.ZodOptional<z.ZodUnknown>
  >

const variable = z.strictObject({
  name: environmentName,
  value: z.string().optional(),
  valueFrom: whatever.optional(),
})

const mount = z.strictObject({
  name: shortName,
  mountPath: text,
  readOnly: z.boolean().optional(),
  ...anyOf(['mountPropagation', 'recursiveReadOnly', 'subPath', 'subPathExpr']),
})

const container = z.strictObject({
  name: shortName,
  image,
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).optional(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: z.array(variable).optional(),
  volumeMounts: z.array(mount).optional(),
  securityContext: z.looseObject({ privileged: z.boolean().optional() }).optional(),
  ...anyOf(['envFrom', 'lifecycle', 'livenessProbe', 'ports', 'readinessProbe', 'resizePolicy']),
  ...anyOf(['resources', 'restartPolicy', 'startupProbe', 'stdin', 'stdinOnce', 'tty']),
  ...anyOf(['terminationMessagePath', 'terminationMessagePolicy', 'volumeDevices', 'workingDir']),
})

const volume = z.strictObject({
  name: shortName,
  hostPath: z.strictObject({ path: text, type: z.string().optional() }).optional(),
  ...anyOf(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'nfs']),
  ...anyOf(['persistentVolumeClaim', 'projected', 'secret']),
})

const podSpec = z.strictObject({
  containers: z.array(container).min(1, 'is empty; a pod has at least one container'),
  initContainers: z.array(container).optional(),
  nodeSelector: labels.optional(),
  affinity: z
    .looseObject({
      nodeAffinity: z
        .looseObject({
          requiredDuringSchedulingIgnoredDuringExecution: z
            .looseObject({ nodeSelectorTerms: z.array(z.looseObject({})) })
            .optional(),
        })
        .optional(),
    })
    .optional(),
  hostNetwork: z.boolean().optional(),
  hostPID: z.boolean().optional(),
  hostIPC: z.boolean().optional(),
  volumes: z.array(volume).optional(),
  imagePullSecrets: z.array(z.strictObject({ name: objectName })).optional(),
  restartPolicy: z.literal('Always').optional(),
  terminationGracePeriodSeconds: z.int().min(0).optional(),
  ...anyOf(['activeDeadlineSeconds', 'automountServiceAccountToken', 'dnsConfig', 'dnsPolicy']),
  ...anyOf(['enableServiceLinks', 'ephemeralContainers', 'hostAliases', 'hostUsers', 'hostname']),
  ...anyOf(['nodeName', 'os', 'overhead', 'preemptionPolicy', 'priority', 'priorityClassName']),
  ...anyOf(['readinessGates', 'resources', 'runtimeClassName', 'schedulerName', 'securityContext']),
  ...anyOf(['serviceAccount', 'serviceAccountName', 'setHostnameAsFQDN', 'shareProcessNamespace']),
  ...anyOf(['subdomain', 'tolerations', 'topologySpreadConstraints']),
})

const metadata = z.strictObject({
  name: objectName,
  namespace: shortName.optional(),
  labels: labels.optional(),
  annotations: z.record(z.string(), z.string()).optional(),
})

export const manifestSchema = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('DaemonSet'),
  metadata,
  spec: z.strictObject({
    selector: z.strictObject({ matchLabels: labels, ...anyOf(['matchExpressions']) }),
    updateStrategy: z
      .strictObject({
        type: z.enum(['RollingUpdate', 'OnDelete']).optional(),
        rollingUpdate: z.looseObject({}).optional(),
      })
      .optional(),
    minReadySeconds: z.int().min(0).optional(),
    revisionHistoryLimit: z.int().min(0).optional(),
    template: z.strictObject({ metadata: metadata.partial(), spec: podSpec }),
  }),
})

/** A manifest that passed every check. */
export type DaemonSetManifest = z.infer<typeof manifestSchema>
