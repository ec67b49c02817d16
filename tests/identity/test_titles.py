"""Do two titles name the same thing?"""

from __future__ import annotations

import pytest

from notelint.identity import name_matches


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LLaVA", "LLaVA: Visual Instruction Tuning"),
        ("LLaVA", "LLaVA：视觉指令微调"),
        ("llava", "LLaVA"),
        ("视觉语言模型 CLIP", "CLIP"),
        ("CLIP 论文笔记", "CLIP: Learning Transferable Visual Models"),
        ("用CLIP做检索", "CLIP"),
        ("Vision Transformer（ViT）", "ViT"),
        ("Vision Transformer (ViT)", "Vision Transformer"),
        ("Vision Transformer（ViT）", "ViT: An Image is Worth 16x16 Words"),
        ("LLaVA: Visual Instruction Tuning", "LLaVA：大型语言与视觉助手"),
        ("BLIP2", "BLIP-2: Bootstrapping Language-Image Pre-training"),
        ("BLIP 2", "BLIP-2"),
        ("BEiT V3", "BEiT-3"),
        ("BEiT V 3", "BEiT v3"),
        ("VLMO", "VLMo: Unified Vision-Language Pre-Training"),
        ("ＣＬＩＰ", "CLIP"),
        ("GPT 5", "OpenAI GPT-5 System Card"),
        ("GPT-4", "GPT-4 Technical Report"),
        ("Qwen2.5-VL", "Qwen2.5-VL Technical Report"),
        ("Vision-Language Models", "A Survey of Vision Language Models"),
        ("Attention is all you need", "Attention Is All You Need!"),
        ("CLIP (2021)", "CLIP"),
        ("CLIP 2021", "CLIP"),
        ("AI", "AI"),
        ("X", "X"),
        ("ImageBind", "Image Bind"),
    ],
)
def test_titles_that_name_the_same(one: str, other: str) -> None:
    assert name_matches(one, other)
    assert name_matches(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LLaVA", "Visual Instruction Tuning"),
        ("BLIP", "BLIP-2"),
        ("BLIP", "BLIP-2: Bootstrapping Language-Image Pre-training"),
        ("BLIP", "InstructBLIP"),
        ("LLaVA", "LLaVA-OneVision: Easy Visual Task Transfer"),
        ("LLaVA", "Video-LLaVA"),
        ("LLaVA", "LLaVA++"),
        ("SigLIP", "SigLIP 2: Multilingual Vision-Language Encoders"),
        ("Qwen2", "Qwen2-VL"),
        ("Qwen", "Qwen2.5"),
        ("GPT-4", "GPT-4V"),
        ("GPT-4V", "GPT-4"),
        ("GPT-3", "GPT-3.5"),
        ("Kosmos", "Kosmos II"),
        ("ViT", "ViTDet"),
        ("LLaVA: Visual Instruction Tuning", "LLaVA-1.5: Improved Baselines"),
        ("Survey: vision", "Survey: language"),
        ("论文阅读：CLIP", "论文阅读：BLIP"),
        ("BLIP (CVPR2022)", "ALBEF (CVPR2022)"),
        ("BLIP (NeurIPS)", "ALBEF (NeurIPS)"),
        ("BLIP 论文笔记", "BLIP-2 论文笔记"),
        ("注意力", "注意力机制"),
        ("论文 2023", "Survey 2023"),
        ("A", "A Survey of Everything"),
        ("", "LLaVA"),
        ("", ""),
        ("！？", "…"),
    ],
)
def test_titles_that_name_different_things(one: str, other: str) -> None:
    assert not name_matches(one, other)
    assert not name_matches(other, one)


def test_very_long_titles_are_compared_by_their_start() -> None:
    assert name_matches("LLaVA", "LLaVA " + "a " * 100_000)
    assert not name_matches("LLaVA", "a " * 100_000 + "LLaVA")
