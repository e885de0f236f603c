-- Load for wrk: requests of BATCH events from a file of templates, with fresh ids in every one.
-- wrk … -s load.lua URL -- TEMPLATES BATCH LAYOUT PATH
-- LAYOUT: batch (as SDKs send), rows (one per line, each request with a token of its own), gzip (the file is the body), or packed
-- (the same, as posthog-js sends it: as text, without a word of gzip).

local next_thread = 1

function setup(thread)
    thread:set("thread", next_thread)
    next_thread = next_thread + 1
end

local templates = {}
local batch, layout, path, body

-- A template as the texts between its places, and what belongs in them.
local function parse(line)
    local texts, places, position = {}, {}, 1
    while true do
        local from, to, place = line:find("{{(%w+)}}", position)
        texts[#texts + 1] = line:sub(position, (from or 0) - 1)
        if not from then
            return { texts = texts, places = places }
        end
        places[#places + 1] = place
        position = to + 1
    end
end

function init(arguments)
    batch, layout, path = tonumber(arguments[2]), arguments[3], arguments[4]
    if layout == "gzip" or layout == "packed" then
        local file = io.open(arguments[1], "rb")
        body = file:read("*a")
        file:close()
        return
    end
    for line in io.lines(arguments[1]) do
        templates[#templates + 1] = parse(line)
    end
    math.randomseed(os.time() * 64 + thread)
end

local random, format = math.random, string.format

local function uuid()
    return format("%08x-%04x-4%03x-8%03x-%06x%06x", random(0, 4294967295), random(0, 65535), random(0, 4095), random(0, 4095),
        random(0, 16777215), random(0, 16777215))
end

local function user()
    return format("01890c3a-5d2e-7%03x-a000-0000%08x", 7, random(1, 20000))
end

local function append(pieces, template, values)
    for i, place in ipairs(template.places) do
        pieces[#pieces + 1] = template.texts[i]
        pieces[#pieces + 1] = values[place]
    end
    pieces[#pieces + 1] = template.texts[#template.texts]
end

local function rows(separator)
    local pieces = {}
    local now = os.time()
    local times = { time = os.date("!%Y-%m-%dT%H:%M:%S.000Z", now), sqltime = os.date("!%Y-%m-%d %H:%M:%S", now) }
    for i = 1, batch do
        if i > 1 then
            pieces[#pieces + 1] = separator
        end
        append(pieces, templates[random(#templates)], { uuid = uuid(), user = user(), time = times.time, sqltime = times.sqltime })
    end
    return table.concat(pieces)
end

local headers = { ["Content-Type"] = "application/json" }

function request()
    if layout == "gzip" then
        return wrk.format("POST", path, { ["Content-Type"] = "application/json", ["Content-Encoding"] = "gzip" }, body)
    end
    if layout == "packed" then
        return wrk.format("POST", path, { ["Content-Type"] = "text/plain" }, body)
    end
    if layout == "rows" then
        return wrk.format("POST", path .. "&insert_deduplication_token=" .. uuid(), headers, rows("\n"))
    end
    return wrk.format("POST", path, headers, '{"api_key":"golden_key","batch":[' .. rows(",") .. "]}")
end

function done(summary, latency)
    io.write(format(
        "requests=%d errors=%d seconds=%.3f p50=%.0f p99=%.0f\n",
        summary.requests,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout,
        summary.duration / 1e6,
        latency:percentile(50),
        latency:percentile(99)
    ))
end
