"""Builds the learned reader from annotated sentences and articles (extra ``training``: torch, transformers, onnx)."""
