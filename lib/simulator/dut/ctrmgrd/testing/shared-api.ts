import { after, before, beforeEach } from 'node:test'
import { SmallApiServer } from '../../small-api-server'

/** For all tests of a file: the API server of a cluster that each device can join, without a node as each test begins. */
export function sharedApi(): () => SmallApiServer {
  let api: SmallApiServer
  before(async () => {
    api = await SmallApiServer.start()
    api.kubernetes = 'v1.22.2'
  })
  after(() => api.close())
  beforeEach(() => api.nodes.clear())
  return () => api
}
