"""The attention of every layer as one operator of the runtime: the same sums in fewer passes over memory.

In: the network as ``export`` wrote it. Out: the same with ``MultiHeadAttention`` (com.microsoft) in the place of the
eighteen nodes between the product of query, key and value and the product that follows.
"""

from __future__ import annotations

from onnx import ModelProto, NodeProto, TensorProto, helper

PAD = 1


def fused(model: ModelProto, layers: int, heads: int) -> ModelProto:
    """The network with its attention in one operator a layer.

    :raises ValueError: a layer is not as ``export`` writes it.
    """
    graph = model.graph
    made = {name: node for node in graph.node for name in node.output}
    put: list[NodeProto] = [
        helper.make_node("Constant", [], ["pad"], value=helper.make_tensor("pad", TensorProto.INT64, [], [PAD])),
        helper.make_node("Equal", ["ids", "pad"], ["padded"]),
        helper.make_node("Not", ["padded"], ["kept"]),
        helper.make_node("Cast", ["kept"], ["mask"], to=TensorProto.INT32),
    ]
    moved: dict[str, str] = {}
    for number in range(layers):
        at = f"/encoder/layers.{number}/"
        first, old = f"{at}Reshape_output_0", f"{at}Reshape_1_output_0"
        if first not in made or old not in made:
            raise ValueError(f"layer {number} has no attention to fuse")
        three = [f"{at}{part}" for part in ("query", "key", "value")]
        put.append(helper.make_node("Split", [made[first].input[0]], three, axis=-1))
        put.append(
            helper.make_node(
                "MultiHeadAttention", [*three, "", "mask"], [f"{at}attended"], domain="com.microsoft", num_heads=heads
            )
        )
        moved[old] = f"{at}attended"
    for node in graph.node:
        for place, name in enumerate(node.input):
            if name in moved:
                node.input[place] = moved[name]
    return _sorted(model, put)


def _sorted(model: ModelProto, put: list[NodeProto]) -> ModelProto:
    """The nodes that the outputs need, each behind what it reads."""
    graph = model.graph
    nodes = [*graph.node, *put]
    made = {name: node for node in nodes for name in node.output if name}
    out: list[NodeProto] = []
    done: set[int] = set()
    waiting = [(made[one.name], False) for one in reversed(graph.output)]
    while waiting:
        node, ready = waiting.pop()
        if id(node) in done:
            continue
        if ready:
            done.add(id(node))
            out.append(node)
            continue
        waiting.append((node, True))
        waiting.extend((made[name], False) for name in node.input if name in made)
    read = {name for node in out for name in node.input}
    whole = helper.make_graph(
        out, graph.name, graph.input, graph.output, [one for one in graph.initializer if one.name in read]
    )
    opsets = [*model.opset_import, helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(whole, opset_imports=opsets, ir_version=model.ir_version)

