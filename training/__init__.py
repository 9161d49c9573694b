"""How the reading model is made: corpora → examples → targets → model → ONNX. The only place that imports torch."""
