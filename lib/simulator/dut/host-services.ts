import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { dial } from '../network/dial'
import type { HostServices } from '../gnmi/host-services'
import type { DutParts } from './dut-parts'
import { OsImages } from './os-images'

/** What sonic-host-services of a device does for its containers. */
export function hostServices(parts: DutParts): HostServices {
  const { machine, clock } = parts
  const { fs } = machine
  const images = new OsImages(fs)
  return {
    now: () => clock.now(),
    stat(path) {
      if (!fs.exists(path)) throw new Error(`[Errno 2] No such file or directory: '${path}'`)
      const { mode, size, mtimeMs } = fs.stat(path)
      return { path, mode, size, modifiedAt: mtimeMs }
    },
    runningImage: () => images.current,
    activate: (image) => images.setDefault(image),
    install: (file) => images.install(file),
    async download(url, path) {
      const content = await fetchOver(parts, new URL(url))
      fs.write(path, content)
      return content
    },
  }
}

/** A GET in plain HTTP, from the device into its network. */
async function fetchOver({ network, machine }: DutParts, url: URL): Promise<Buffer> {
  const dialled = dial(network, machine, url.hostname, Number(url.port || 80))
  const dialling = `Get "${url.href}": dial tcp ${url.host}`
  if (dialled.outcome === 'unknown-name') throw new Error(`${dialling}: no such host`)
  if (dialled.outcome !== 'served') throw new Error(`${dialling}: connect: connection refused`)
  const request = get({
    ...dialled.at,
    path: url.pathname + url.search,
    headers: { host: url.host },
  })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const content = await buffer(response)
  if (response.statusCode !== 200)
    throw new Error(`HTTP request failed with status: ${response.statusCode}`)
  return content
}
