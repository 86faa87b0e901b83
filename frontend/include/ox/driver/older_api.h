// Argument lists that functions of the driver API had before CUDA 13, as overloads.
#ifndef OX_DRIVER_OLDER_API_H
#define OX_DRIVER_OLDER_API_H

#include "context_api.h"
#include "graph_api.h"
#include "memory_api.h"
#include "stream_api.h"

static inline CUresult cuCtxCreate(CUcontext* pctx, unsigned int flags, CUdevice dev) {
  return cuCtxCreate_v2(pctx, flags, dev);
}

// Memory.
static inline CUmemLocation ox_location_of(CUdevice device) {
  CUmemLocation location;
  location.type = device == CU_DEVICE_CPU ? CU_MEM_LOCATION_TYPE_HOST : CU_MEM_LOCATION_TYPE_DEVICE;
  location.id = device == CU_DEVICE_CPU ? 0 : device;
  return location;
}

static inline CUresult cuMemPrefetchAsync(CUdeviceptr devPtr, size_t count, CUdevice dstDevice, CUstream hStream) {
  return cuMemPrefetchAsync(devPtr, count, ox_location_of(dstDevice), 0, hStream);
}

static inline CUresult cuMemAdvise(CUdeviceptr devPtr, size_t count, CUmem_advise advice, CUdevice device) {
  return cuMemAdvise(devPtr, count, advice, ox_location_of(device));
}

// Graphs.
static inline CUresult cuGraphInstantiate(CUgraphExec* phGraphExec, CUgraph hGraph, CUgraphNode* phErrorNode,
                                          char* logBuffer, size_t bufferSize) {
  return cuGraphInstantiate_v2(phGraphExec, hGraph, phErrorNode, logBuffer, bufferSize);
}

static inline CUresult cuGraphExecUpdate(CUgraphExec hGraphExec, CUgraph hGraph, CUgraphNode* hErrorNode_out,
                                         CUgraphExecUpdateResult* updateResult_out) {
  CUgraphExecUpdateResultInfo info;
  info.result = CU_GRAPH_EXEC_UPDATE_ERROR;
  info.errorNode = 0;
  info.errorFromNode = 0;
  CUresult error = cuGraphExecUpdate(hGraphExec, hGraph, &info);
  if (hErrorNode_out)
    *hErrorNode_out = info.errorNode;
  if (updateResult_out)
    *updateResult_out = info.result;
  return error;
}

static inline CUresult cuGraphAddDependencies(CUgraph hGraph, const CUgraphNode* from, const CUgraphNode* to,
                                              size_t numDependencies) {
  return cuGraphAddDependencies(hGraph, from, to, (const CUgraphEdgeData*)0, numDependencies);
}

static inline CUresult cuGraphRemoveDependencies(CUgraph hGraph, const CUgraphNode* from, const CUgraphNode* to,
                                                 size_t numDependencies) {
  return cuGraphRemoveDependencies(hGraph, from, to, (const CUgraphEdgeData*)0, numDependencies);
}

static inline CUresult cuGraphGetEdges(CUgraph hGraph, CUgraphNode* from, CUgraphNode* to, size_t* numEdges) {
  return cuGraphGetEdges(hGraph, from, to, (CUgraphEdgeData*)0, numEdges);
}

static inline CUresult cuGraphNodeGetDependencies(CUgraphNode hNode, CUgraphNode* dependencies,
                                                  size_t* numDependencies) {
  return cuGraphNodeGetDependencies(hNode, dependencies, (CUgraphEdgeData*)0, numDependencies);
}

static inline CUresult cuGraphNodeGetDependentNodes(CUgraphNode hNode, CUgraphNode* dependentNodes,
                                                    size_t* numDependentNodes) {
  return cuGraphNodeGetDependentNodes(hNode, dependentNodes, (CUgraphEdgeData*)0, numDependentNodes);
}

static inline CUresult cuGraphAddNode(CUgraphNode* phGraphNode, CUgraph hGraph, const CUgraphNode* dependencies,
                                      size_t numDependencies, CUgraphNodeParams* nodeParams) {
  return cuGraphAddNode(phGraphNode, hGraph, dependencies, (const CUgraphEdgeData*)0, numDependencies, nodeParams);
}

// Streams.
static inline CUresult cuStreamGetCaptureInfo(CUstream hStream, CUstreamCaptureStatus* captureStatus_out,
                                              cuuint64_t* id_out = 0, CUgraph* graph_out = 0,
                                              const CUgraphNode** dependencies_out = 0,
                                              size_t* numDependencies_out = 0) {
  return cuStreamGetCaptureInfo(hStream, captureStatus_out, id_out, graph_out, dependencies_out,
                                (const CUgraphEdgeData**)0, numDependencies_out);
}

static inline CUresult cuStreamUpdateCaptureDependencies(CUstream hStream, CUgraphNode* dependencies,
                                                         size_t numDependencies, unsigned int flags) {
  return cuStreamUpdateCaptureDependencies(hStream, dependencies, (const CUgraphEdgeData*)0, numDependencies, flags);
}

#endif
