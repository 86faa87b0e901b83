"""Runs a program with OX_TRACE, reads the JSON, and checks it against what the program does (programs/traced.cpp)."""
import collections, json, os, re, subprocess, sys, tempfile

program, how = sys.argv[1:3]
THREADS, LAUNCHES = 2, 5


def fail(text):
    sys.exit(f"check_trace: {how}: {text}")


def expect(condition, text):
    if not condition:
        fail(text)


def run(trace):
    environment = dict(os.environ, OX_TRACE=trace)
    return subprocess.run([program, how], env=environment, capture_output=True, text=True)


def check_process(events, pid, names):
    spans = [e for e in events if e["ph"] == "X"]
    api = [e for e in spans if e["cat"] == "api" and e["pid"] == pid]
    # The device's tracks are processes that are named after this one.
    devices = [p for p, name in names.items() if name.startswith("device 0 of ") and name.endswith(f"({pid})")]
    expect(len(devices) == 1, f"{devices} are the devices of {pid}: {names}")
    device = devices[0]
    work = [e for e in spans if e["pid"] == device]
    kernels = [e for e in work if e["cat"] == "launch" and e["name"] == "add"]

    calls = collections.Counter(e["name"] for e in api)
    for name, count in {
        "nvrtcCompileProgram": 1, "nvrtcGetPTX": 1, "cuModuleLoadData": 1, "cuModuleGetFunction": 2,
        "cudaStreamCreate": THREADS, "cudaMemsetAsync": THREADS, "cudaMemcpyAsync": THREADS,
        "cudaEventRecord": THREADS, "cudaStreamSynchronize": THREADS, "cudaSetDevice": 1,
    }.items():
        expect(calls[name] == count, f"{calls[name]} calls of {name} and not {count}: {calls}")
    launches = [e for e in api if e["name"].startswith("cuLaunchKernel")]
    expect(len(launches) == THREADS * LAUNCHES + (how == "fault"), f"{len(launches)} launches")
    create = next(e for e in api if e["name"] == "nvrtcCreateProgram")
    expect('name = "a "quoted" name.cu"' in create["args"]["arguments"], f"arguments of {create}")
    wrong = next(e for e in api if e["name"] == "cudaSetDevice")
    expect(wrong["args"] == {"arguments": "device = 42", "result": "cudaErrorInvalidDevice"}, f"{wrong}")
    if how in ("return", "exit", "fault"):
        expect(calls["cudaGetLastError"] == 1, "the call of the exit handler is missing")

    # Kernels, with what they were launched with.
    expect(len(kernels) == THREADS * LAUNCHES, f"{len(kernels)} kernels")
    for kernel in kernels:
        a = kernel["args"]
        expect((a["grid"], a["block"]) == ([2, 1, 1], [32, 1, 1]), f"{kernel}")
        expect((a["static_shared_bytes"], a["dynamic_shared_bytes"]) == (64, 64), f"{kernel}")
        expect(a["registers"] > 0 and a["waited_us"] >= 0, f"{kernel}")

    if how == "fault":
        stray = [e for e in work if e["name"] == "stray"]
        expect(len(stray) == 1 and stray[0]["args"]["error"] == "cudaErrorIllegalAddress", f"{stray}")

    # In each stream one thing at a time, in the order of submission.
    tracks = collections.defaultdict(list)
    for event in work:
        tracks[event["tid"]].append(event)
    busy = [t for t in tracks.values() if any(e["name"] == "add" for e in t)]
    expect(len(busy) == THREADS, f"{len(busy)} streams")
    for track in busy:
        track.sort(key=lambda e: e["ts"])
        expect([e["name"] for e in track] == ["fill"] + ["add"] * LAUNCHES + ["copy device to host", "host function"],
               f"{[e['name'] for e in track]}")
        for one, next_one in zip(track, track[1:]):
            expect(one["ts"] + one["dur"] <= next_one["ts"] + 0.002, f"{one} overlaps {next_one}")
            expect(one["args"]["correlation"] < next_one["args"]["correlation"], "order")
        fill, copy = track[0], track[-2]
        expect(fill["args"]["bytes"] == 4096 and fill["args"]["value"] == 0, f"{fill}")
        expect(copy["args"]["bytes"] == 4096 and copy["args"]["to"] == "page-locked", f"{copy}")
        expect(abs(copy["args"]["GB/s"] - 4096 / (copy["dur"] * 1e3)) < 0.01 + copy["args"]["GB/s"] / 10, f"{copy}")
    records = [e for e in events if e["ph"] == "i" and e["pid"] == device and e["name"] == "event record"]
    expect(len(records) == THREADS, f"{records}")

    # Calls of a thread are one inside or behind another.
    threads = collections.defaultdict(list)
    for event in api:
        threads[event["tid"]].append(event)
    expect(len(threads) >= 1 + THREADS, f"{len(threads)} threads")
    for thread in threads.values():
        open_until = []
        for event in sorted(thread, key=lambda e: (e["ts"], -e["dur"])):
            end = event["ts"] + event["dur"]
            while open_until and open_until[-1] <= event["ts"] + 0.002:
                open_until.pop()
            expect(not open_until or end <= open_until[-1] + 0.002, f"{event} is half in another call")
            open_until.append(end)

    # Arrows: from inside a call to the beginning of what it queued.
    begins = {e["id"]: e for e in events if e["ph"] == "s" and e["pid"] == pid}
    ends = {e["id"]: e for e in events if e["ph"] == "f" and e["pid"] == device}
    expect(ends.keys() <= begins.keys() and len(ends) >= THREADS * (LAUNCHES + 3), f"{len(ends)} arrows")
    for name, begin in begins.items():
        expect(any(e["tid"] == begin["tid"] and e["ts"] <= begin["ts"] <= e["ts"] + e["dur"] for e in api),
               f"the arrow {begin} begins in no call")
        if name in ends:
            expect(begin["ts"] <= ends[name]["ts"], f"the arrow {name} goes back in time")
    for kernel in kernels:
        begin = begins[f"{pid}.{kernel['args']['correlation']}"]
        call = next(e for e in api if e["tid"] == begin["tid"] and e["ts"] <= begin["ts"] <= e["ts"] + e["dur"])
        expect(call["name"].startswith("cuLaunchKernel"), f"the arrow of {kernel} comes from {call}")

    # Memory in use: never less than nothing, what the threads allocate at most, and in the end what it was before.
    counter = [e["args"] for e in sorted((e for e in events if e["ph"] == "C" and e["pid"] == device),
                                         key=lambda e: e["ts"])]
    expect(len(counter) == 4 * THREADS, f"{len(counter)} changes of memory")
    expect(counter[-1] == {"device": 0, "managed": 0, "page-locked": 0}, f"{counter[-1]}")
    expect(max(c["device"] for c in counter) in (4096, 8192), f"{counter}")


def read(path):
    text = open(path).read()
    try:
        return json.loads(text)
    except ValueError as error:
        fail(f"{path} is no JSON: {error}\n{text[-300:]}")


with tempfile.TemporaryDirectory() as folder:
    path = f"{folder}/trace.json"
    ran = run(f"api,launch,mem:{path}")
    expect((ran.returncode == 0) == (how != "abort"), f"the program ended with {ran.returncode}: {ran.stderr}")
    trace = read(path)
    expect(trace["displayTimeUnit"] == "ns", "displayTimeUnit")
    events = trace["traceEvents"]
    names = {e["pid"]: e["args"]["name"] for e in events if e["ph"] == "M" and e["name"] == "process_name"}
    tracks = {(e["pid"], e["tid"]) for e in events if e["ph"] == "M" and e["name"] == "thread_name"}
    for event in events:
        expect(event["ph"] in "MXisfC", f"{event}")
        if event["ph"] in "Xi":
            expect((event["pid"], event["tid"]) in tracks, f"{event} is on a track without a name")
    hosts = [pid for pid, name in names.items() if re.fullmatch(rf"traced.* \({pid}\)", name)]
    programs = [pid for pid in hosts if any(e["ph"] == "X" and e["pid"] == pid and e["name"] == "nvrtcCompileProgram"
                                            for e in events)]
    expect(len(programs) == (2 if how == "children" else 1), f"{names}")
    expect(len(hosts) == (3 if how == "children" else 1), f"{names}")
    for pid in programs:
        check_process(events, pid, names)

    # Again, in a file of which nothing is kept, and with categories left out.
    if how == "return":
        ran = run(f"launch:{path}")
        events = read(path)["traceEvents"]
        expect({e.get("cat") for e in events if e["ph"] == "X"} == {"launch"}, "categories")
        expect(not [e for e in events if e["ph"] in "sC"], "arrows or memory without their category")
        ran = run(f"all:{folder}/%p.json")
        expect(len([f for f in os.listdir(folder) if re.fullmatch(r"\d+\.json", f)]) == 1, f"{os.listdir(folder)}")
        # As text.
        ran = run("launch,mem")
        lines = ran.stderr.splitlines()
        expect(len([l for l in lines if re.fullmatch(
            r"ox: device 0, stream \d+: add grid \(2, 1, 1\) block \(32, 1, 1\), \d+\.\d us", l)])
            == THREADS * LAUNCHES, ran.stderr)
        expect(len([l for l in lines if re.fullmatch(
            r"ox: device 0, stream \d+: copy device to host of 4096 bytes, \d+\.\d\d GB/s, \d+\.\d us", l)]) == THREADS,
            ran.stderr)
        expect(len([l for l in lines if re.fullmatch(
            r"ox: device 0: [+-]4096 bytes of (device|page-locked) memory, \d+ in use", l)]) == 4 * THREADS, ran.stderr)
        expect(not [l for l in lines if "cudaMalloc(" in l], "calls without their category")
        ran = run("1")
        expect(re.search(r"^ox: cudaSetDevice\(device = 42\) = cudaErrorInvalidDevice$", ran.stderr, re.M), ran.stderr)
        expect("ox: nvrtcCompileProgram(" in ran.stderr and " bytes of " not in ran.stderr, ran.stderr)
        expect(run("0").stderr == "" and run("").stderr == "", "a trace that nobody asked for")
        expect("there is no category frob" in run("frob,api").stderr, "an unknown category is taken")
        expect("cannot write /nonexistent/x" in run("api:/nonexistent/x").stderr, "a file that can't be written")
