"""What a URL identifies. Each table is a key and the URLs that mean it."""

from __future__ import annotations

from itertools import chain

import pytest

from notelint.identity import Identity, Malformed, has_paper_host, identify_url

LLAVA = "arxiv:2304.08485"

ARXIV_PAGES = {
    LLAVA: [
        "https://arxiv.org/abs/2304.08485",
        "http://arxiv.org/abs/2304.08485",
        "https://www.arxiv.org/abs/2304.08485",
        "https://arxiv.org/abs/2304.08485v2",
        "https://arxiv.org/abs/2304.08485/",
        "https://arxiv.org/abs/2304.08485?context=cs.CL",
        "https://arxiv.org/abs/2304.08485#comments",
        "https://arxiv.org/abs/arXiv:2304.08485",
        "https://arxiv.org/abs/2304.08485%20",
        "https://arxiv.org/abs/2304.08485)",
        "https://arxiv.org/pdf/2304.08485",
        "https://arxiv.org/pdf/2304.08485.pdf",
        "https://arxiv.org/pdf/2304.08485v1.pdf",
        "https://arxiv.org/pdf/2304.08485v2.pdf#page=3",
        "https://arxiv.org/pdf/2304.08485.PDF",
        "https://arxiv.org/html/2304.08485",
        "https://arxiv.org/html/2304.08485v2",
        "https://arxiv.org/html/2304.08485v2/extracted/5120/figs/x1.png",
        "https://arxiv.org/html/2304.08485v2#S3.T1",
        "https://arxiv.org/format/2304.08485",
        "https://arxiv.org/src/2304.08485",
        "https://arxiv.org/e-print/2304.08485v1",
        "https://arxiv.org/ps/2304.08485",
        "https://arxiv.org/tb/2304.08485",
        "https://arxiv.org/bibtex/2304.08485",
        "https://arxiv.org/ftp/arxiv/papers/2304/2304.08485.pdf",
        "https://arxiv.org/2304.08485",
        "https://export.arxiv.org/abs/2304.08485",
        "http://export.arxiv.org/api/query?id_list=2304.08485",
        "https://export.arxiv.org/api/query?search_query=&id_list=2304.08485v1&max_results=1",
        "https://browse.arxiv.org/pdf/2304.08485.pdf",
        "https://arxiv.org:443/abs/2304.08485",
        "https://reader@arxiv.org/abs/2304.08485",
    ],
    "arxiv:0704.0001": ["https://arxiv.org/abs/0704.0001"],
    "arxiv:1412.7878": ["https://arxiv.org/abs/1412.7878v3", "https://arxiv.org/abs/1412.07878"],
    "arxiv:1501.00001": ["https://arxiv.org/abs/1501.00001"],
    "arxiv:hep-th/9901001": [
        "https://arxiv.org/abs/hep-th/9901001",
        "https://arxiv.org/abs/hep-th/9901001v2",
        "https://arxiv.org/hep-th/9901001",
    ],
    "arxiv:cs/9901002": ["https://arxiv.org/pdf/cs/9901002.pdf", "https://arxiv.org/pdf/CS/9901002v1"],
    "arxiv:cs/0701001": ["https://arxiv.org/ftp/cs/papers/0701/0701001.pdf"],
    "arxiv:math/0309136": ["https://arxiv.org/abs/math.GT/0309136"],
    "arxiv:math/0611800": ["https://arxiv.org/pdf/math.CA/0611800v2"],
    "arxiv:cond-mat/0702661": ["https://arxiv.org/abs/cond-mat/0702661v2"],
}
OTHER_WRITINGS = {
    LLAVA: [
        "arxiv.org/abs/2304.08485",
        "www.arxiv.org/pdf/2304.08485v2",
        "//arxiv.org/abs/2304.08485",
        "HTTPS://ArXiv.org/abs/2304.08485",
        "<https://arxiv.org/abs/2304.08485>",
        "https://arxiv.org/abs/2304．08485",
        "https：//arxiv.org/abs/2304.08485",
        "arXiv:2304.08485",
        "arxiv:2304.08485v3",
        "https://arxiv.org/abs/2304.8485",
    ],
}
RETIRED_MIRRORS = {
    LLAVA: [
        "https://cn.arxiv.org/abs/2304.08485",
        "http://xxx.itp.ac.cn/abs/2304.08485",
        "http://xxx.lanl.gov/abs/2304.08485",
        "http://de.arxiv.org/pdf/2304.08485v1",
        "https://www.arxiv-vanity.com/papers/2304.08485/",
    ],
}
READERS = {
    LLAVA: [
        "https://ar5iv.org/abs/2304.08485",
        "https://ar5iv.labs.arxiv.org/html/2304.08485",
        "https://ar5iv.org/html/2304.08485",
        "https://www.alphaxiv.org/abs/2304.08485",
        "https://alphaxiv.org/overview/2304.08485v2",
        "https://www.alphaxiv.org/zh/overview/2304.08485",
        "https://huggingface.co/papers/2304.08485",
        "https://huggingface.co/papers/2304.08485#community",
        "https://huggingface.co/api/papers/2304.08485",
        "https://hf.co/papers/2304.08485",
        "https://hf-mirror.com/papers/2304.08485",
        "https://hjfy.top/arxiv/2304.08485",
        "https://hjfy.top/arxiv/2304.08485v2",
        "https://papers.cool/arxiv/2304.08485",
        "https://papers.cool/arxiv/kimi?paper=2304.08485",
        "https://www.semanticscholar.org/arxiv/2304.08485",
        "https://api.semanticscholar.org/arXiv:2304.08485",
        "https://api.semanticscholar.org/graph/v1/paper/arXiv:2304.08485",
        "https://api.semanticscholar.org/graph/v1/paper/ARXIV:2304.08485?fields=title",
        "https://scholar.google.com/scholar_lookup?arxiv_id=2304.08485",
        "https://scholar.google.com/scholar?q=arXiv:2304.08485",
        "https://scholar.google.com.hk/scholar?hl=zh-CN&q=arXiv:2304.08485",
        "https://www.connectedpapers.com/api/redirect/arxiv/2304.08485",
        "https://ui.adsabs.harvard.edu/abs/arXiv:2304.08485",
        "https://ui.adsabs.harvard.edu/abs/2023arXiv230408485L/abstract",
        "https://inspirehep.net/arxiv/2304.08485",
        "https://scirate.com/arxiv/2304.08485",
        "https://dblp.org/rec/journals/corr/abs-2304-08485.html",
        "https://dblp.uni-trier.de/rec/bib2/journals/corr/abs-2304-08485.bib",
        "https://www.emergentmind.com/papers/2304.08485",
        "https://tldr.takara.ai/p/2304.08485",
        "https://bytez.com/docs/arxiv/2304.08485",
        "https://paperswithcode.com/paper/arxiv:2304.08485",
        "https://web.archive.org/web/20230501000000/https://arxiv.org/abs/2304.08485",
        "https://web.archive.org/web/2023id_/http://arxiv.org/pdf/2304.08485.pdf",
    ],
    "arxiv:hep-th/9901001": [
        "https://inspirehep.net/api/arxiv/hep-th/9901001",
        "https://ui.adsabs.harvard.edu/abs/arXiv:hep-th/9901001",
        "https://scirate.com/arxiv/hep-th/9901001v2",
    ],
    "arxiv:0901.0512": ["https://ui.adsabs.harvard.edu/abs/2009arXiv0901.0512K/abstract"],
    "openreview:NGB6YNnO5o": ["https://papers.cool/venue/NGB6YNnO5o@OpenReview"],
    "cvf:park_splinegs_cvpr_2025": ["https://papers.cool/venue/Park_SplineGS_CVPR_2025_paper@CVF"],
    "acl:2024.acl-long.1": ["https://papers.cool/venue/2024.acl-long.1@ACL"],
}
SURE_UNKNOWN_READERS = {
    LLAVA: [
        "https://some-mirror.example/arxiv/2304.08485",
        "https://fanyi.example.cn/arxiv/zh/2304.08485v1.pdf",
        "https://arxivhub.github.io/p/2304.08485",
        "https://arxiv-org.translate.goog/abs/2304.08485?_x_tr_tl=zh-CN",
        "https://reader.example/read/arXiv:2304.08485",
    ],
    "arxiv:hep-th/9901001": ["https://some-mirror.example/arxiv/hep-th/9901001"],
}
LIKELY_UNKNOWN_READERS = {
    LLAVA: [
        "https://paperlayer.ai/abs/2304.08485/zh",
        "https://pith.science/paper/2304.08485",
        "https://reader.example/view?url=https://arxiv.org/pdf/2304.08485",
        "https://reader.example/chat?lang=zh&url=https%3A%2F%2Farxiv.org%2Fabs%2F2304.08485",
        "https://reader.example/arxiv?arxiv_id=2304.08485",
    ],
    "arxiv:hep-th/9901001": ["https://reader.example/abs/hep-th/9901001"],
}
REDIRECTS = {
    LLAVA: [
        "https://link.zhihu.com/?target=https%3A//arxiv.org/abs/2304.08485",
        "https://link.zhihu.com/?target=https%3A//arxiv.org/pdf/2304.08485.pdf&source=note",
        "https://link.juejin.cn/?target=https%3A%2F%2Farxiv.org%2Fabs%2F2304.08485",
        "https://www.google.com/url?q=https://arxiv.org/abs/2304.08485&sa=D",
    ],
    "github:haotian-liu/llava": ["https://link.csdn.net/?target=https%3A%2F%2Fgithub.com%2Fhaotian-liu%2FLLaVA"],
}
DOIS = {
    LLAVA: [
        "https://doi.org/10.48550/arXiv.2304.08485",
        "https://dx.doi.org/10.48550/ARXIV.2304.08485",
        "https://doi.org/10.48550/arXiv.2304.08485v2",
        "doi:10.48550/arXiv.2304.08485",
    ],
    "arxiv:hep-th/9901001": ["https://doi.org/10.48550/arXiv.hep-th/9901001"],
    "doi:10.1109/cvpr.2016.90": ["https://doi.org/10.1109/CVPR.2016.90", "http://dx.doi.org/10.1109/cvpr.2016.90"],
    "doi:10.1145/3065386": [
        "https://dl.acm.org/doi/10.1145/3065386",
        "https://dl.acm.org/doi/pdf/10.1145/3065386",
        "https://dl.acm.org/doi/abs/10.1145/3065386",
        "https://dl.acm.org/doi/fullHtml/10.1145/3065386",
        "https://doi.org/10.1145/3065386?utm_source=note",
        "https://doi.org/10.1145%2F3065386",
        "doi.org/10.1145/3065386",
        "https://sci-hub.se/10.1145/3065386",
        "https://api.semanticscholar.org/graph/v1/paper/DOI:10.1145/3065386",
        "https://publisher.example/doi/full/10.1145/3065386",
        "https://publisher.example/article/10.1145/3065386/pdf",
    ],
    "doi:10.1007/978-3-030-58452-8_13": [
        "https://link.springer.com/chapter/10.1007/978-3-030-58452-8_13",
        "https://link.springer.com/content/pdf/10.1007/978-3-030-58452-8_13.pdf",
        "https://link.springer.com/chapter/10.1007/978-3-030-58452-8_13/figures/2",
    ],
    "doi:10.1007/s11263-016-0981-7": ["https://link.springer.com/content/pdf/10.1007/s11263-016-0981-7.pdf"],
    "doi:10.1038/nature14539": ["https://www.nature.com/articles/nature14539"],
    "doi:10.1038/s41586-020-2649-2": [
        "https://www.nature.com/articles/s41586-020-2649-2.pdf",
        "https://www.nature.com/articles/s41586-020-2649-2/figures/1",
    ],
    "doi:10.1101/2020.01.30.927871": [
        "https://www.biorxiv.org/content/10.1101/2020.01.30.927871v1.full.pdf",
        "https://www.biorxiv.org/content/10.1101/2020.01.30.927871v2",
        "https://www.biorxiv.org/content/10.1101/2020.01.30.927871",
    ],
    "doi:10.1101/2021.02.03.21250001": ["https://www.medrxiv.org/content/10.1101/2021.02.03.21250001v1.supplementary"],
    "doi:10.1175/1520-0469(1996)053<0946:astfhh>2.0.co;2": [
        "https://doi.org/10.1175/1520-0469(1996)053%3C0946:ASTFHH%3E2.0.CO;2"
    ],
    "doi:10.1098/rspb.2013.1210": ["https://royalsocietypublishing.org/doi/10.1098/rspb.2013.1210"],
    "doi:10.36227/techrxiv.176289261.16802577": [
        "https://www.techrxiv.org/doi/pdf/10.36227/techrxiv.176289261.16802577"
    ],
    "doi:10.3389/fnins.2020.00001": ["https://www.frontiersin.org/articles/10.3389/fnins.2020.00001/full"],
    "doi:10.1088/1742-6596/1234/1/012001": ["https://iopscience.iop.org/article/10.1088/1742-6596/1234/1/012001/meta"],
    "doi:10.1029/2020gl012345": ["https://agupubs.onlinelibrary.wiley.com/doi/abs/10.1029/2020GL012345"],
    "doi:10.1162/tacl_a_00324": [
        "https://direct.mit.edu/tacl/article/doi/10.1162/tacl_a_00324/96452/Some-Title",
        "https://direct.mit.edu/tacl/article/doi/10.1162/tacl_a_00324",
    ],
    "doi:10.1371/journal.pone.0000001": [
        "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001",
        "https://journals.plos.org/plosone/article/file?type=printable&id=10.1371/journal.pone.0000001",
    ],
    "doi:10.2139/ssrn.4389233": [
        "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4389233",
        "https://ssrn.com/abstract=4389233",
    ],
    "doi:10.5281/zenodo.15430187": [
        "https://doi.org/10.5281/zenodo.15430187",
        "https://zenodo.org/records/15430187",
        "https://zenodo.org/record/15430187",
        "https://zenodo.org/badge/DOI/10.5281/zenodo.15430187.svg",
    ],
}
PROCEEDINGS = {
    "openreview:YicbFdNTTy": [
        "https://openreview.net/forum?id=YicbFdNTTy",
        "https://openreview.net/pdf?id=YicbFdNTTy",
        "https://openreview.net/forum?id=YicbFdNTTy&noteId=abc",
        "https://openreview.net/forum?referrer=%5Bthe%20profile%5D&id=YicbFdNTTy",
        "https://openreview.net/attachment?id=YicbFdNTTy&name=supplementary_material",
        "openreview.net/forum?id=YicbFdNTTy",
    ],
    "openreview-pdf:0123456789abcdef0123456789abcdef01234567": [
        "https://openreview.net/pdf/0123456789abcdef0123456789abcdef01234567.pdf"
    ],
    "acl:2020.acl-main.703": [
        "https://aclanthology.org/2020.acl-main.703/",
        "https://aclanthology.org/2020.acl-main.703.pdf",
        "https://aclanthology.org/2020.acl-main.703v2.pdf",
        "https://aclanthology.org/2020.acl-main.703.bib",
        "https://doi.org/10.18653/v1/2020.acl-main.703",
    ],
    "acl:P19-1001": [
        "https://www.aclweb.org/anthology/P19-1001.pdf",
        "https://www.aclweb.org/anthology/papers/P/P19/P19-1001/",
        "https://aclanthology.org/p19-1001",
        "https://doi.org/10.18653/v1/P19-1001",
    ],
    "acl:P14-1001": ["https://doi.org/10.3115/v1/P14-1001"],
    "acl:2021.findings-emnlp.244": ["https://aclanthology.org/2021.findings-emnlp.244/"],
    "cvf:hu_squeeze-and-excitation_networks_cvpr_2018": [
        "https://openaccess.thecvf.com/content_cvpr_2018/papers/Hu_Squeeze-and-Excitation_Networks_CVPR_2018_paper.pdf",
        "https://openaccess.thecvf.com/content_cvpr_2018/html/Hu_Squeeze-and-Excitation_Networks_CVPR_2018_paper.html",
        "https://openaccess.thecvf.com/content_cvpr_2018/Supplemental/"
        "Hu_Squeeze-and-Excitation_Networks_CVPR_2018_supplemental.pdf",
    ],
    "cvf:chen_what_comes_cvprw_2020": [
        "https://openaccess.thecvf.com/content_CVPRW_2020/html/w1/Chen_What_Comes_CVPRW_2020_paper.html"
    ],
    "ecva:2024/1255": [
        "https://www.ecva.net/papers/eccv_2024/papers_ECCV/html/1255_ECCV_2024_paper.php",
        "https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/01255.pdf",
        "https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/01255-supp.pdf",
    ],
    "ecva-pdf:2020/123480511": ["https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123480511.pdf"],
    "ecva:2018/wang_a_title": [
        "https://www.ecva.net/papers/eccv_2018/papers_ECCV/papers/Wang_A_Title_ECCV_2018_paper.pdf",
        "https://www.ecva.net/papers/eccv_2018/papers_ECCV/html/Wang_A_Title_ECCV_2018_paper.php",
    ],
    "aaai:20215": [
        "https://ojs.aaai.org/index.php/AAAI/article/view/20215",
        "https://ojs.aaai.org/index.php/AAAI/article/view/20215/19974",
        "https://ojs.aaai.org/index.php/AAAI/article/download/20215/19974",
        "https://doi.org/10.1609/aaai.v36i2.20215",
    ],
    "doi:10.1609/aaai.v33i01.33018018": ["https://doi.org/10.1609/aaai.v33i01.33018018"],
    "doi:10.1609/aimag.v37i2.2643": ["https://doi.org/10.1609/aimag.v37i2.2643"],
    "ijcai:2017/70": [
        "https://www.ijcai.org/proceedings/2017/0070.pdf",
        "https://www.ijcai.org/proceedings/2017/70",
        "https://www.ijcai.org/Proceedings/2017/0070",
        "https://doi.org/10.24963/ijcai.2017/70",
    ],
    "ijcai:2016/123": ["https://www.ijcai.org/Proceedings/16/Papers/123.pdf"],
    "isca:interspeech_2023/baas23_interspeech": [
        "https://www.isca-archive.org/interspeech_2023/baas23_interspeech.html",
        "https://www.isca-archive.org/interspeech_2023/baas23_interspeech.pdf",
        "https://www.isca-speech.org/archive/interspeech_2023/baas23_interspeech.html",
    ],
    "pmlr:v139/radford21a": [
        "http://proceedings.mlr.press/v139/radford21a.html",
        "https://proceedings.mlr.press/v139/radford21a/radford21a.pdf",
        "https://proceedings.mlr.press/v139/radford21a/radford21a-supp.pdf",
    ],
    "pmlr:v235/liu24a": ["https://raw.githubusercontent.com/mlresearch/v235/main/assets/liu24a/liu24a.pdf"],
    "jmlr:v21/20-074": [
        "https://jmlr.org/papers/v21/20-074.html",
        "https://www.jmlr.org/papers/volume21/20-074/20-074.pdf",
    ],
    "neurips:3f5ee243547dee91fbd053c1c4a845aa": [
        "https://proceedings.neurips.cc/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html",
        "https://papers.nips.cc/paper_files/paper/2017/file/3f5ee243547dee91fbd053c1c4a845aa-Paper.pdf",
        "https://proceedings.neurips.cc/paper_files/paper/2017/file/3f5ee243547dee91fbd053c1c4a845aa-Paper-Conference.pdf",
    ],
    "nips:7181": ["https://papers.nips.cc/paper/7181-attention-is-all-you-need.pdf"],
    "ieee:7780459": [
        "https://ieeexplore.ieee.org/document/7780459",
        "https://ieeexplore.ieee.org/abstract/document/7780459/",
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=7780459",
    ],
    "pii:S0092867420308206": [
        "https://www.cell.com/cell/fulltext/S0092-8674(20)30820-6",
        "https://www.sciencedirect.com/science/article/pii/S0092867420308206",
        "https://www.sciencedirect.com/science/article/abs/pii/S0092867420308206?via%3Dihub",
    ],
    "hal:hal-01866228": [
        "https://hal.science/hal-01866228v2",
        "https://hal.science/hal-01866228/document",
        "https://inria.hal.science/hal-01866228v1/file/paper.pdf",
        "https://hal.archives-ouvertes.fr/hal-01866228",
    ],
}
INDEXES = {
    "s2:a5036f31f0e629dc661f120b8c3b1f374d479ab8": [
        "https://www.semanticscholar.org/paper/Visual-Instruction-Tuning-Liu-Li/a5036f31f0e629dc661f120b8c3b1f374d479ab8",
        "https://www.semanticscholar.org/paper/a5036f31f0e629dc661f120b8c3b1f374d479ab8",
        "https://www.semanticscholar.org/reader/a5036f31f0e629dc661f120b8c3b1f374d479ab8",
        "https://www.semanticscholar.org/paper/ZeRO%3A-Memory/A5036F31F0E629DC661F120B8C3B1F374D479AB8",
        "https://api.semanticscholar.org/graph/v1/paper/a5036f31f0e629dc661f120b8c3b1f374d479ab8",
    ],
    "corpus:258179774": [
        "https://api.semanticscholar.org/CorpusID:258179774",
        "https://www.semanticscholar.org/CorpusId:258179774",
    ],
    "pwc:visual-instruction-tuning": ["https://paperswithcode.com/paper/visual-instruction-tuning"],
    "pmid:12345678": [
        "https://pubmed.ncbi.nlm.nih.gov/12345678/",
        "https://www.ncbi.nlm.nih.gov/pubmed/12345678",
        "https://europepmc.org/article/MED/12345678",
    ],
    "pmc:10217396": [
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC10217396/",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC10217396/pdf/",
        "https://europepmc.org/article/PMC/PMC10217396",
    ],
    "openalex:W2963403868": ["https://openalex.org/W2963403868", "https://api.openalex.org/works/W2963403868"],
    "dblp:conf/cvpr/HeZRS16": [
        "https://dblp.org/rec/conf/cvpr/HeZRS16.html",
        "https://dblp.org/rec/conf/cvpr/HeZRS16",
    ],
    "bibcode:2012A&A...543A.156K": ["https://ui.adsabs.harvard.edu/abs/2012A%26A...543A.156K/abstract"],
    "bibcode:2019MmSAI..90..327T": ["http://adsabs.harvard.edu/abs/2019MmSAI..90..327T"],
}
CODE = {
    "github:haotian-liu/llava": [
        "https://github.com/haotian-liu/LLaVA",
        "https://github.com/haotian-liu/LLaVA.git",
        "git@github.com:haotian-liu/LLaVA.git",
        "ssh://git@github.com/haotian-liu/LLaVA.git",
        "https://github.com/haotian-liu/LLaVA/tree/main/docs",
        "https://github.com/haotian-liu/LLaVA?tab=readme-ov-file#install",
        "http://www.github.com/Haotian-Liu/llava/",
        "https://raw.githubusercontent.com/haotian-liu/LLaVA/main/README.md",
        "https://api.github.com/repos/haotian-liu/LLaVA/releases",
        "https://codeload.github.com/haotian-liu/LLaVA/zip/main",
    ],
    "hf:liuhaotian/llava-v1.5-7b": [
        "https://huggingface.co/liuhaotian/llava-v1.5-7b",
        "https://huggingface.co/liuhaotian/llava-v1.5-7b/tree/main",
        "https://hf-mirror.com/liuhaotian/llava-v1.5-7b",
    ],
    "hf:datasets/princeton-nlp/charxiv": ["https://huggingface.co/datasets/princeton-nlp/CharXiv"],
    "hf:datasets/squad": ["https://huggingface.co/datasets/squad"],
    "hf:spaces/gradio/hello": ["https://huggingface.co/spaces/gradio/hello"],
}
ALL = [
    ARXIV_PAGES,
    OTHER_WRITINGS,
    RETIRED_MIRRORS,
    READERS,
    SURE_UNKNOWN_READERS,
    LIKELY_UNKNOWN_READERS,
    REDIRECTS,
    DOIS,
    PROCEEDINGS,
    INDEXES,
    CODE,
]


def rows(*tables: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(url, key) for key, urls in chain(*(table.items() for table in tables)) for url in urls]


def identity(url: str) -> Identity:
    found = identify_url(url)
    assert isinstance(found, Identity), found
    return found


@pytest.mark.parametrize(("url", "key"), rows(*ALL))
def test_a_url_means_its_paper(url: str, key: str) -> None:
    assert identity(url).key == key


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org",
        "https://arxiv.org/",
        "https://arxiv.org/list/cs.CV/recent",
        "https://arxiv.org/list/cs.CV/2304",
        "https://arxiv.org/search/?query=2304.08485&searchtype=all",
        "https://arxiv.org/search/?query=llamaberry&searchtype=all&source=header",
        "https://arxiv.org/a/liu_h_1",
        "https://arxiv.org/help/api",
        "https://export.arxiv.org/api/query?search_query=all:llava",
        "https://export.arxiv.org/api/query?id_list=2304.08485,2310.03744",
        "https://info.arxiv.org/help/arxiv_identifier.html",
        "https://blog.arxiv.org/2022/02/17/new-arxiv-articles-are-now-automatically-assigned-dois/",
        "https://papers.cool/arxiv/cs.CV",
        "https://papers.cool/venue/OSDI.2025",
        "https://www.alphaxiv.org/abs/2608.chen2026flux",
        "https://scholar.google.com/scholar?q=visual+instruction+tuning",
        "https://scholar.google.com/scholar?q=arXiv:2304.08485+and+what+cites+it",
        "https://www.semanticscholar.org/search?q=2304.08485",
        "https://www.semanticscholar.org/author/12345",
        "https://api.semanticscholar.org/graph/v1/paper/{paper_id}?fields=citationCount",
        "https://www.google.com/search?q=https://arxiv.org/abs/2304.08485",
        "https://pubmed.ncbi.nlm.nih.gov/?term=2304.08485",
        "https://dblp.org/pid/00/1234.html",
        "https://doi.org/",
        "https://doi.org/the-identifier/resources/handbook/",
        "https://openreview.net/group?id=ICLR.cc/2024",
        "https://openreview.net/forum?id=",
        "https://aclanthology.org/",
        "https://aclanthology.org/volumes/2020.acl-main/",
        "https://aclanthology.org/people/someone/",
        "https://openaccess.thecvf.com/CVPR2024?day=all",
        "https://proceedings.mlr.press/v139/",
        "https://www.ijcai.org/proceedings/2019/",
        "https://www.isca-archive.org/odyssey_2026/index.html",
        "https://zenodo.org/",
        "https://nips.cc/virtual/2022/tutorial/55796",
        "https://www.nature.com/",
    ],
)
def test_a_page_about_no_single_paper_means_nothing(url: str) -> None:
    assert identify_url(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://huggingface.co/papers",
        "https://huggingface.co/papers?date=2023-04-18",
        "https://huggingface.co/papers/trending",
        "https://huggingface.co/docs/transformers",
        "https://huggingface.co/docs/transformers/index",
        "https://huggingface.co/collections/moonshotai/moonlight-67f67b",
        "https://github.com/",
        "https://github.com/topics/mllm",
        "https://github.com/haotian-liu",
        "https://github.com/features/actions",
        "https://github.com/sponsors/someone",
        "https://github.com/user-attachments/assets/0b1c2d3e",
        "https://github.com/search?q=llamaberry&type=repositories",
        "https://img.shields.io/github/stars/haotian-liu/LLaVA",
    ],
)
def test_a_page_about_no_repository_means_nothing(url: str) -> None:
    assert identify_url(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/releases/2304.08485",
        "https://example.com/releases/2304.08485?from=arxiv",
        "https://example.com/v/1512.03385/download",
        "https://example.com/price/1999.99999",
        "https://example.com/abs/2304.8485",
        "https://example.com/p/1313.00001",
        "https://packages.example.org/project/foo/2304.1234/",
        "https://downloads.example.org/10.2024/file.zip",
        "https://storage.googleapis.com/deepmind-media/gemini/gemini_1_report.pdf",
        "https://example.com/search?q=arxiv+2304.08485",
        "/images/Pasted%20image%2020251008212240.png",
        "./gemini_1_report.pdf",
        "papers/2304.08485.pdf",
        "#llava",
        "mailto:a@b.c",
        "obsidian://open?vault=papers&file=arxiv%2F2304.08485",
        "",
    ],
)
def test_a_number_in_some_url_is_no_id(url: str) -> None:
    assert identify_url(url) is None


@pytest.mark.parametrize(
    ("url", "reason", "detail", "suggestion"),
    [
        ("https://arxiv.org/abs/2313.01234", "month", "13", None),
        ("https://hjfy.top/arxiv/2313.01234", "month", "13", None),
        ("https://arxiv.org/abs/2304.0", "digits", "0", None),
        ("https://arxiv.org/abs/23040.8485", "digits", "23040", "2304.08485"),
        ("https://arxiv.org/abs/2304.084855", "digits", "084855", None),
        ("https://arxiv.org/abs/1412.78785", "digits", "78785", None),
        ("https://arxiv.org/abs/230408485", "no-id", "230408485", "2304.08485"),
        ("https://arxiv.org/pdf/0703.0001", "too-early", "0703", None),
        ("https://arxiv.org/abs/hep-th/0704001", "too-late", "0704", None),
        ("https://arxiv.org/abs/hep-th/9013001", "month", "13", None),
        ("https://arxiv.org/abs/hep-th/9101001", "too-early", "9101", None),
        ("https://arxiv.org/abs/hep-th/9901000", "sequence-zero", "000", None),
        ("https://arxiv.org/abs/2304.00000", "sequence-zero", "00000", None),
        ("https://arxiv.org/abs/2304.08485v0", "version", "v0", "2304.08485"),
        ("https://arxiv.org/abs/2313.01234v0", "version", "v0", None),
        ("https://arxiv.org/abs/2304.08485v", "version", "v", "2304.08485"),
        ("https://arxiv.org/abs/visual-instruction-tuning", "no-id", "visual-instruction-tuning", None),
        ("https://arxiv.org/abs/2304.08485和后续", "no-id", "2304.08485和后续", "2304.08485"),
        ("https://arxiv.org/abs/", "no-id", "", None),
        ("https://arxiv.org/pdf", "no-id", "", None),
        ("https://arxiv.org/abs/{paper_id}", "placeholder", "{paper_id}", None),
        ("https://arxiv.org/abs/2304.xxxxx", "placeholder", "2304.xxxxx", None),
        ("https://arxiv.org/abs/2304.08485%E2%80%8B", "invisible", "U+200B", "2304.08485"),
        ("https://arxiv.org/abs/\u202a2304.08485", "invisible", "U+202A", "2304.08485"),
    ],
)
def test_a_url_that_must_name_a_paper_and_does_not_is_malformed(
    url: str, reason: str, detail: str, suggestion: str | None
) -> None:
    found = identify_url(url)
    assert isinstance(found, Malformed)
    assert (found.scheme, found.reason, found.detail, found.suggestion) == ("arxiv", reason, detail, suggestion)


def test_the_version_is_told_and_no_part_of_the_identity() -> None:
    assert identity("https://arxiv.org/abs/2304.08485v2").version == 2
    assert identity("https://arxiv.org/abs/2304.08485").version is None
    assert identity("https://www.biorxiv.org/content/10.1101/2020.01.30.927871v3").version == 3
    assert identity("https://hal.science/hal-01866228v2").version == 2


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("https://arxiv.org/abs/2304.08485", "abs"),
        ("https://arxiv.org/pdf/2304.08485v1.pdf", "pdf"),
        ("https://arxiv.org/html/2304.08485v2", "html"),
        ("https://arxiv.org/html/2304.08485v2/x1.png", "asset"),
        ("https://arxiv.org/2304.08485", "bare"),
        ("arXiv:2304.08485", "uri"),
        ("https://doi.org/10.48550/arXiv.2304.08485", "doi"),
        ("https://hjfy.top/arxiv/2304.08485", "reader"),
        ("https://openreview.net/pdf?id=YicbFdNTTy", "pdf"),
        ("https://aclanthology.org/P19-1001.pdf", "pdf"),
        ("https://github.com/haotian-liu/LLaVA", "repo"),
        ("https://github.com/haotian-liu/LLaVA/tree/main", "tree"),
    ],
)
def test_the_shape_says_which_page_it_is(url: str, shape: str) -> None:
    assert identity(url).shape == shape


@pytest.mark.parametrize(("url", "_key"), rows(RETIRED_MIRRORS, READERS, SURE_UNKNOWN_READERS, LIKELY_UNKNOWN_READERS))
def test_a_reader_is_a_mirror(url: str, _key: str) -> None:
    assert identity(url).mirror


@pytest.mark.parametrize(("url", "_key"), rows(ARXIV_PAGES, REDIRECTS, PROCEEDINGS, INDEXES))
def test_the_place_where_a_scheme_gives_its_ids_is_no_mirror(url: str, _key: str) -> None:
    assert not identity(url).mirror


@pytest.mark.parametrize(("url", "_key"), rows(LIKELY_UNKNOWN_READERS))
def test_an_unknown_host_that_does_not_say_arxiv_is_unsure(url: str, _key: str) -> None:
    assert not identity(url).sure


@pytest.mark.parametrize(("url", "_key"), rows(ARXIV_PAGES, READERS, SURE_UNKNOWN_READERS, REDIRECTS, PROCEEDINGS))
def test_a_known_host_is_sure(url: str, _key: str) -> None:
    assert identity(url).sure


def test_a_publisher_that_no_table_knows_is_sure_where_it_says_doi() -> None:
    assert identity("https://publisher.example/doi/full/10.1145/3065386").sure
    assert not identity("https://publisher.example/article/10.1145/3065386").sure


@pytest.mark.parametrize(
    ("url", "notes"),
    [
        ("https://arxiv.org/abs/2304.08485", ()),
        ("http://arxiv.org/abs/2304.08485", ("http",)),
        ("https://arxiv.org/abs/2304.8485", ("unpadded",)),
        ("https://arxiv.org/abs/math.GT/0309136", ("subject-class",)),
        ("https://arxiv.org/abs/2304.08485)", ("trailing",)),
        ("https：//arxiv.org/abs/2304.08485", ("full-width",)),
        ("http://cn.arxiv.org/abs/2304.08485", ("http", "retired-host")),
        ("https://paperswithcode.com/paper/visual-instruction-tuning", ("retired-host",)),
        ("https://link.zhihu.com/?target=https%3A//arxiv.org/abs/2304.08485", ("redirect",)),
    ],
)
def test_notes_remark_on_the_spelling(url: str, notes: tuple[str, ...]) -> None:
    assert identity(url).notes == notes


def test_the_host_is_told_without_www() -> None:
    assert identity("https://www.alphaxiv.org/abs/2304.08485").host == "alphaxiv.org"
    assert identity("https://Some-Mirror.example:8080/arxiv/2304.08485").host == "some-mirror.example"
    assert identity("arXiv:2304.08485").host == ""
    assert identity("https://web.archive.org/web/2023/https://arxiv.org/abs/2304.08485").host == "web.archive.org"
    assert identity("https://link.zhihu.com/?target=https%3A//arxiv.org/abs/2304.08485").host == "arxiv.org"


def test_a_user_name_in_a_url_is_not_its_host() -> None:
    assert not identity("https://arxiv.org@evil.example/abs/2304.08485").sure


def test_labels_are_written_as_people_write_them() -> None:
    assert identity("https://arxiv.org/abs/2304.08485").label == "arXiv:2304.08485"
    assert identity("https://doi.org/10.1145/3065386").label == "doi:10.1145/3065386"
    assert identity("https://openreview.net/forum?id=YicbFdNTTy").label == "OpenReview:YicbFdNTTy"


@pytest.mark.parametrize(("url", "key"), rows(*ALL))
def test_every_url_with_an_identity_passes_the_fast_test(url: str, key: str) -> None:
    assert has_paper_host(url)
    assert identity(url).label


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/page.html",
        "https://en.wikipedia.org/wiki/Transformer",
        "images/figure.png",
        "../other-note.md#part",
        "mailto:a@b.c",
        "https://zhuanlan.zhihu.com/p/653902791",
    ],
)
def test_most_urls_fail_the_fast_test(url: str) -> None:
    assert not has_paper_host(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://[::1/abs/2304.08485",
        "https://[fe80::arxiv]/abs/2304.08485",
        "https://arxiv.org:port/abs/2304.08485%",
        "https://doi.org/10.1145/%zz%ff%",
        "http://",
        "//",
        "https:///abs/2304.08485",
        "https://arxiv.org/abs/٢٣٠٤.٠٨٤٨٥",
        "https://arxiv.org/abs/" + "9" * 5000,
        "https://github.com/" + "a/" * 50_000,
        "https://web.archive.org/web/1/" * 2000 + "https://arxiv.org/abs/2304.08485",
        "https://link.zhihu.com/?target=" * 60 + "https://arxiv.org/abs/2304.08485",
        "https://doi.org/10." + "1." * 1000,
        "https://openaccess.thecvf.com/" + "_" * 2000,
        "https://x.example/arxiv/" + "ﷺ／" * 600,
    ],
)
def test_hostile_urls_identify_no_paper(url: str) -> None:
    found = identify_url(url)
    assert not (isinstance(found, Identity) and found.sure and found.scheme == "arxiv")


def test_arabic_digits_are_no_id() -> None:
    found = identify_url("https://arxiv.org/abs/٢٣٠٤.٠٨٤٨٥")
    assert isinstance(found, Malformed)
    assert found.reason == "no-id"


def test_the_wayback_machine_is_followed_once() -> None:
    once = "https://web.archive.org/web/2023/https://arxiv.org/abs/2304.08485"
    assert identify_url(once) is not None
    assert identify_url(f"https://web.archive.org/web/2024/{once}") is None
