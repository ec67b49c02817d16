"""Papers that are known by a name which arXiv does not tell, or of which people keep the vendor's file.

That VGG is "Very Deep Convolutional Networks …" stands in neither its title nor its abstract, and the file
`gemini_1_report.pdf` is also on arXiv. A line is an id, the title, and names that are in use; titles are arXiv's.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Known(NamedTuple):
    title: str
    names: tuple[str, ...]


@cache
def papers() -> dict[str, Known]:
    """The papers by their ids."""
    found = {}
    for line in _PAPERS.strip().splitlines():
        id, title, *names = line.split(" | ")
        found[id] = Known(title, tuple(names[0].split("; ")) if names else ())
    return found


_PAPERS = """
1301.3781 | Efficient Estimation of Word Representations in Vector Space | word2vec; CBOW; Skip-gram
1312.5602 | Playing Atari with Deep Reinforcement Learning | DQN
1312.6114 | Auto-Encoding Variational Bayes | VAE
1406.2661 | Generative Adversarial Networks | GAN; Generative Adversarial Nets
1409.0473 | Neural Machine Translation by Jointly Learning to Align and Translate | Bahdanau Attention
1409.1556 | Very Deep Convolutional Networks for Large-Scale Image Recognition | VGG; VGGNet; VGG16; VGG19
1409.3215 | Sequence to Sequence Learning with Neural Networks | Seq2Seq
1409.4842 | Going Deeper with Convolutions | GoogLeNet; Inception v1
1411.4038 | Fully Convolutional Networks for Semantic Segmentation | FCN
1412.6980 | Adam: A Method for Stochastic Optimization
1502.03167 | Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift | BatchNorm; \
Inception v2
1502.05477 | Trust Region Policy Optimization | TRPO
1503.02531 | Distilling the Knowledge in a Neural Network | Knowledge Distillation
1505.04597 | U-Net: Convolutional Networks for Biomedical Image Segmentation
1506.01497 | Faster R-CNN: Towards Real-Time Object Detection with Region Proposal Networks
1506.02640 | You Only Look Once: Unified, Real-Time Object Detection | YOLO; YOLOv1
1512.00567 | Rethinking the Inception Architecture for Computer Vision | Inception v3
1512.02325 | SSD: Single Shot MultiBox Detector
1512.03385 | Deep Residual Learning for Image Recognition | ResNet; ResNet-50; ResNet50
1602.01783 | Asynchronous Methods for Deep Reinforcement Learning | A3C; A2C
1607.01759 | Bag of Tricks for Efficient Text Classification | fastText
1607.06450 | Layer Normalization | LayerNorm
1608.06993 | Densely Connected Convolutional Networks | DenseNet
1609.02907 | Semi-Supervised Classification with Graph Convolutional Networks | GCN
1611.07004 | Image-to-Image Translation with Conditional Adversarial Networks | pix2pix
1612.03144 | Feature Pyramid Networks for Object Detection | FPN
1612.08242 | YOLO9000: Better, Faster, Stronger | YOLOv2
1703.06870 | Mask R-CNN
1703.10593 | Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks | CycleGAN
1706.02216 | Inductive Representation Learning on Large Graphs | GraphSAGE
1706.03762 | Attention Is All You Need | Transformer
1707.06347 | Proximal Policy Optimization Algorithms | PPO
1708.02002 | Focal Loss for Dense Object Detection | RetinaNet
1709.01507 | Squeeze-and-Excitation Networks | SENet
1710.10903 | Graph Attention Networks | GAT
1711.00937 | Neural Discrete Representation Learning | VQ-VAE
1711.05101 | Decoupled Weight Decay Regularization | AdamW
1801.01290 | Soft Actor-Critic: Off-Policy Maximum Entropy Deep Reinforcement Learning with a Stochastic Actor | SAC
1802.05365 | Deep contextualized word representations | ELMo
1804.02767 | YOLOv3: An Incremental Improvement
1809.11096 | Large Scale GAN Training for High Fidelity Natural Image Synthesis | BigGAN
1810.04805 | BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding
1812.04948 | A Style-Based Generator Architecture for Generative Adversarial Networks | StyleGAN
1907.11692 | RoBERTa: A Robustly Optimized BERT Pretraining Approach
1910.10683 | Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer | T5; C4
1911.05722 | Momentum Contrast for Unsupervised Visual Representation Learning | MoCo; MoCo v1
1911.08265 | Mastering Atari, Go, Chess and Shogi by Planning with a Learned Model | MuZero
2001.08361 | Scaling Laws for Neural Language Models
2002.05709 | A Simple Framework for Contrastive Learning of Visual Representations | SimCLR
2003.04297 | Improved Baselines with Momentum Contrastive Learning | MoCo v2
2003.08934 | NeRF: Representing Scenes as Neural Radiance Fields for View Synthesis
2005.11401 | Retrieval-Augmented Generation for Knowledge-Intensive NLP Tasks | RAG
2005.12872 | End-to-End Object Detection with Transformers | DETR
2005.14165 | Language Models are Few-Shot Learners | GPT-3
2006.07733 | Bootstrap your own latent: A new approach to self-supervised Learning | BYOL
2006.11239 | Denoising Diffusion Probabilistic Models | DDPM
2010.02502 | Denoising Diffusion Implicit Models | DDIM
2010.11929 | An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale | ViT; Vision Transformer
2012.09841 | Taming Transformers for High-Resolution Image Synthesis | VQGAN
2012.12877 | Training data-efficient image transformers & distillation through attention | DeiT
2102.03334 | ViLT: Vision-and-Language Transformer Without Convolution or Region Supervision
2102.05918 | Scaling Up Visual and Vision-Language Representation Learning With Noisy Text Supervision | ALIGN
2102.12092 | Zero-Shot Text-to-Image Generation | DALL-E; DALL·E
2103.00020 | Learning Transferable Visual Models From Natural Language Supervision | CLIP
2103.14030 | Swin Transformer: Hierarchical Vision Transformer using Shifted Windows | Swin
2104.02057 | An Empirical Study of Training Self-Supervised Vision Transformers | MoCo v3
2104.09864 | RoFormer: Enhanced Transformer with Rotary Position Embedding | RoPE
2104.14294 | Emerging Properties in Self-Supervised Vision Transformers | DINO; DINO v1
2106.08254 | BEiT: BERT Pre-Training of Image Transformers
2106.09685 | LoRA: Low-Rank Adaptation of Large Language Models
2107.03374 | Evaluating Large Language Models Trained on Code | Codex; HumanEval
2107.07651 | Align before Fuse: Vision and Language Representation Learning with Momentum Distillation | ALBEF
2109.01652 | Finetuned Language Models Are Zero-Shot Learners | FLAN
2110.14168 | Training Verifiers to Solve Math Word Problems | GSM8K
2111.02358 | VLMo: Unified Vision-Language Pre-Training with Mixture-of-Modality-Experts
2111.06377 | Masked Autoencoders Are Scalable Vision Learners | MAE
2112.10752 | High-Resolution Image Synthesis with Latent Diffusion Models | LDM; Latent Diffusion; Stable Diffusion
2201.03545 | A ConvNet for the 2020s | ConvNeXt
2201.11903 | Chain-of-Thought Prompting Elicits Reasoning in Large Language Models | CoT; Chain of Thought
2201.12086 | BLIP: Bootstrapping Language-Image Pre-training for Unified Vision-Language Understanding and Generation
2203.02155 | Training language models to follow instructions with human feedback | InstructGPT
2203.15556 | Training Compute-Optimal Large Language Models | Chinchilla
2204.02311 | PaLM: Scaling Language Modeling with Pathways
2204.06125 | Hierarchical Text-Conditional Image Generation with CLIP Latents | DALL-E 2; DALL·E 2; unCLIP
2204.14198 | Flamingo: a Visual Language Model for Few-Shot Learning
2205.01917 | CoCa: Contrastive Captioners are Image-Text Foundation Models
2205.11487 | Photorealistic Text-to-Image Diffusion Models with Deep Language Understanding | Imagen
2208.10442 | Image as a Foreign Language: BEiT Pretraining for All Vision and Vision-Language Tasks | BEiT-3
2212.04356 | Robust Speech Recognition via Large-Scale Weak Supervision | Whisper
2212.09748 | Scalable Diffusion Models with Transformers | DiT
2301.12597 | BLIP-2: Bootstrapping Language-Image Pre-training with Frozen Image Encoders and Large Language Models
2302.05543 | Adding Conditional Control to Text-to-Image Diffusion Models | ControlNet
2302.13971 | LLaMA: Open and Efficient Foundation Language Models | LLaMA 1
2303.08774 | GPT-4 Technical Report | GPT-4
2303.15343 | Sigmoid Loss for Language Image Pre-Training | SigLIP
2304.02643 | Segment Anything | SAM
2304.08485 | Visual Instruction Tuning | LLaVA; LLaVA-1; LLaVA-1.0
2305.06500 | InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning
2305.10403 | PaLM 2 Technical Report | PaLM 2
2305.18290 | Direct Preference Optimization: Your Language Model is Secretly a Reward Model | DPO
2307.09288 | Llama 2: Open Foundation and Fine-Tuned Chat Models
2308.04079 | 3D Gaussian Splatting for Real-Time Radiance Field Rendering | 3DGS
2309.06180 | Efficient Memory Management for Large Language Model Serving with PagedAttention | vLLM; PagedAttention
2309.16609 | Qwen Technical Report | Qwen
2310.03744 | Improved Baselines with Visual Instruction Tuning | LLaVA-1.5
2312.11805 | Gemini: A Family of Highly Capable Multimodal Models | Gemini 1; Gemini 1.0
2403.03206 | Scaling Rectified Flow Transformers for High-Resolution Image Synthesis | SD3; Stable Diffusion 3
2403.05530 | Gemini 1.5: Unlocking multimodal understanding across millions of tokens of context
2403.08295 | Gemma: Open Models Based on Gemini Research and Technology
2407.10671 | Qwen2 Technical Report | Qwen2
2407.21783 | The Llama 3 Herd of Models | Llama 3; Llama 3.1
2408.03326 | LLaVA-OneVision: Easy Visual Task Transfer
2410.21276 | GPT-4o System Card | GPT-4o
2412.15115 | Qwen2.5 Technical Report | Qwen2.5
2412.16720 | OpenAI o1 System Card | o1
2412.19437 | DeepSeek-V3 Technical Report | DeepSeek-V3
2501.12948 | DeepSeek-R1: Incentivizing Reasoning Capability in LLMs via Reinforcement Learning
2502.13923 | Qwen2.5-VL Technical Report | Qwen2.5-VL
2505.09388 | Qwen3 Technical Report | Qwen3
2507.06261 | Gemini 2.5: Pushing the Frontier with Advanced Reasoning, Multimodality, Long Context, and Next \
Generation Agentic Capabilities
2601.03267 | OpenAI GPT-5 System Card | GPT-5
"""
