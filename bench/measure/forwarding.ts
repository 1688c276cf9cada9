import { Agent, request } from "node:http"
import { atMost, ms } from "../report.ts"
import type { Section } from "../report.ts"
import { astraOf } from "../server.ts"
import type { Server } from "../server.ts"
import { alternate, spread } from "../stats.ts"

const warmUp = 100

/** One request over a connection that stays open; resolves when its whole answer has arrived. */
const ask = (
  agent: Agent,
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request(address, { agent, headers }, (response) => {
      let text = ""
      response.setEncoding("utf8")
      response.on("data", (part: string) => {
        text += part
      })
      response.once("error", reject)
      response.once("end", () => {
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${address}: ${response.statusCode}`))
      })
    })
    sent.once("error", reject)
    sent.end()
  })

/** What the way through the gateway adds to a request. */
export const measureForwarding = async (server: Server, rounds: number): Promise<Section> => {
  const { address, settings, secrets } = await astraOf(server)
  const path = `/accounts/${settings.account}/core/v1/packages?limit=25`
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ways = {
    direct: () => ask(agent, `${address}${path}`, { authorization: `Bearer ${secrets.token}` }),
    gateway: () =>
      ask(agent, `${server.origin}/api/connections/astra-sandbox/upstream${path}`, {
        "sec-fetch-site": "same-origin",
      }),
  }
  try {
    if ((await ways.direct()) !== (await ways.gateway()))
      throw new Error("The two ways do not lead to the same answer")
    const times: Record<keyof typeof ways, number[]> = { direct: [], gateway: [] }
    await alternate(["direct", "gateway"] as const, warmUp + rounds, async (way, round) => {
      const began = performance.now()
      await ways[way]()
      if (round >= warmUp) times[way].push(performance.now() - began)
    })
    const direct = spread(times.direct)
    const gateway = spread(times.gateway)
    return {
      title: "Forwarding",
      words: `The same 25 Astra packages from the sandbox, asked for directly and through the gateway, in turn, each over a connection that stays open; ${rounds} requests each after ${warmUp} to warm up.`,
      tables: [
        {
          head: ["way", "median", "p95"],
          rows: [
            ["directly", ms(direct.median), ms(direct.p95)],
            ["through the gateway", ms(gateway.median), ms(gateway.p95)],
          ],
        },
      ],
      checks: [atMost("added by the gateway at the median", gateway.median - direct.median, 3, ms)],
    }
  } finally {
    agent.destroy()
  }
}
