"""The small words that hold sentences together, and letters that few languages have: what tells languages apart.

Loaded when the first rule asks for a language.
"""

from __future__ import annotations

# By language: words that stand in nearly every sentence of it, in small letters; those with an apostrophe without it.
WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "en": (
            "the of and to in is are was were be been being it its he she they them his her their you your we us "
            "our my me i a an that this these those which who whom whose what when where why how not no nor but or "
            "if so than then there here with without from for at by on into onto over under about after before "
            "between through during against have has had do does did done will would shall should can could may "
            "might must as such any some all each every both few many much more most other another same only own "
            "too very just also again once while until because although though since yet still even ever never "
            "always often s t re ve ll don doesn isn can't it's up out down off him himself itself one two three "
            "nobody nothing everything something"
        ),
        "de": (
            "der die das den dem des ein eine einen einem einer eines und oder aber denn sondern nicht kein keine "
            "keinen ich du er sie es wir ihr mich mir dich dir ihm ihn uns euch sich mein meine dein sein seine "
            "seinen seiner ihre ihren ihrem ist sind war waren bin bist wird werden wurde wurden worden hat haben "
            "hatte hatten habe kann können muss müssen soll sollen will wollen darf mag mit von vom zu zum zur im "
            "in an am auf aus bei beim nach vor über unter durch für gegen ohne um bis seit wegen während zwischen "
            "dass daß weil wenn als wie wo was wer wen wem warum wann ob auch noch schon nur sehr mehr viel viele "
            "alle alles man hier da dort dann nun so doch ja nein immer wieder nie nichts etwas einmal damit davon "
            "dabei dazu diese dieser dieses diesem diesen jeder jede jedes welche welcher deren dessen bzw lassen "
            "heißt heute gestern morgen zwei drei"
        ),
        "nl": (
            "de het een en van ik te dat die in is niet zijn op aan met voor er maar om hem dan zou wat mijn men "
            "dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want "
            "nog zal me zij nu ge geen omdat iets worden toch al waren veel meer doen toen moet ben zonder kan hun "
            "dus alles onder ja eens hier wie werd altijd doch wordt wezen kunnen ons zelf tegen na reeds wil kon "
            "niets uw iemand geweest andere wij jij jullie naast tussen"
        ),
        "sv": (
            "och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig du "
            "henne då sin nu har inte hans honom skulle hennes där min man ej vid kunde något från ut när efter upp "
            "vi dem vara vad över än dig kan sina här ha mot alla under någon eller allt mycket sedan denna själv "
            "detta åt utan varit hur ingen mitt ni bli blev oss din dessa några deras blir mina samma vilken er "
            "sådan vår blivit dess"
        ),
        "fr": (
            "le la les l un une des du de d et ou mais donc car ni que qui quoi dont où qu ce cet cette ces c ça "
            "cela je j tu il elle on nous vous ils elles me m te t se s lui leur leurs y en mon ma mes ton ta tes "
            "son sa ses notre nos votre vos est sont était étaient été être suis es sommes êtes a ai as avons avez "
            "ont avait avaient avoir eu fait faire peut dit faut va dans par pour sur sous avec sans vers chez "
            "entre depuis pendant avant après contre selon à au aux ne n pas plus moins très trop bien tout toute "
            "tous toutes rien jamais toujours encore déjà aussi comme si quand même peu peut-être pourquoi comment "
            "puis alors ainsi non oui jusqu deux trois quelque quelques personne autre autres ceux celui celle"
        ),
        "es": (
            "el la los las un una unos unas de del a al en y e o u que qué quien quién cual cuál como cómo cuando "
            "cuándo donde dónde por para con sin sobre entre hasta desde hacia según contra tras ante bajo durante "
            "no sí ni pero sino aunque porque pues si ya más menos muy mucho mucha muchos poco todo toda todos "
            "todas nada nadie nunca siempre también tampoco así aquí ahí allí hoy ayer mañana se me te le les lo "
            "nos os mi mis tu tus su sus nuestro nuestra él ella ello ellos ellas yo tú usted ustedes es son era "
            "eran fue fueron ser soy eres está están estaba estar he ha han había hay hace hacer tiene tienen tengo "
            "puede pueden debe este esta esto estos estas ese esa eso esos esas aquel otro otra otros dos tres va "
            "casi luego después antes aún todavía quizá"
        ),
        "pt": (
            "o os as um uma uns umas do da dos das no na nos nas ao aos à às pelo pela e ou mas que quem qual como "
            "quando onde por para com sem sobre entre até desde não sim nem porque se já mais menos muito muita "
            "tudo todo todos nada ninguém nunca sempre também assim aqui ali hoje ontem amanhã me te lhe nós vós "
            "você vocês eu ele ela eles elas meu minha seu sua seus suas nosso é são era eram foi foram ser sou "
            "está estão estava estar tem têm tinha há faz fazer pode podem deve este esta isto esse essa isso "
            "aquele aquela outro outra dois três ainda depois antes de em a"
        ),
        "it": (
            "il lo la i gli le un uno una l di del dello della dei degli delle a al allo alla ai agli alle da dal "
            "dalla dai in nel nello nella nei nelle su sul sullo sulla sui con per tra fra e ed o ma però che chi "
            "cui quale come quando dove perché se non né sì no più meno molto molta tanto poco tutto tutta tutti "
            "tutte niente nulla nessuno mai sempre anche ancora già così qui lì oggi ieri domani mi ti si ci vi ne "
            "lui lei noi voi loro io tu mio mia suo sua suoi nostro è sono era erano fu essere sei siamo ho hai ha "
            "abbiamo hanno aveva avere c'è fa fare può possono deve questo questa questi queste quello quella "
            "quelli altro altra altri due tre poi dopo prima senza secondo solo ecco ogni stato d c dell nell all "
            "dall sull"
        ),
        "pl": (
            "i w we z ze na do od po za o u dla przez przy przed nad pod bez oprócz między nie tak no ale lecz a "
            "oraz lub albo czy że żeby aby bo gdy kiedy gdzie jak jako który która które których którzy któremu co "
            "kto kogo czego czym się sobie siebie ja ty on ona ono my wy oni one mnie mi mną cię ci go jego jej im "
            "ich nim nas nam was mój moja moje swój swoje jest są był była było były być będzie będą jestem ma mają "
            "miał mam może można trzeba musi ten ta to te tego tej tych tym tą już jeszcze tylko też także bardzo "
            "więcej mniej wszystko wszyscy nic nikt nigdy zawsze tu tam teraz potem dziś wczoraj jutro tj np itd "
            "choć więc jeśli dwa trzy raz zanim podczas według każdy każda inni inny ani"
        ),
        "cs": (
            "a i v ve z ze na do od po za o u s se si že aby by když kde jak jako který která které kdo co ne ano "
            "ale nebo ani však tak pak už ještě jen také velmi více vše nic nikdo nikdy vždy tady tam teď dnes já "
            "ty on ona ono my vy oni mě mi tě ti ho jeho její jim jich nás nám můj moje svůj je jsou byl byla bylo "
            "byly být bude budou jsem jsi jsme mají měl mám může musí ten ta to toho této těch tím při pro před nad "
            "pod bez mezi než"
        ),
        "ru": (
            "и в во не что он на я с со как а то все всё она так его но да ты к ко у же вы за бы по только ее её "
            "мне было вот от меня еще ещё нет о об из ему теперь когда даже ну вдруг ли если уже или ни быть был "
            "была были него до вас нибудь опять уж вам ведь там потом себя ничего ей может они тут где есть надо "
            "ней для мы тебя их чем сам чтоб чтобы без будто чего раз тоже себе под будет ж тогда кто этот эта это "
            "эти того потому этого какой совсем ним здесь этом один почти мой тем нее сейчас кого зачем всех "
            "никогда можно при наконец два другой хоть после над больше тот через эту нас про них какая много разве "
            "три свой своё которая который которую которые всегда между пока хотя нам очень которое та те"
        ),
        "uk": (
            "і й в у не що він на я з із зі як а то все вона так його але та ти до же ви за би по тільки її мені "
            "було від мене ще ні про йому тепер коли навіть чи якщо вже або бути був була були там потім себе "
            "нічого може вони тут де є треба для ми тебе їх чим сам щоб без цей ця це ці того тому цього який яка "
            "яке які зараз завжди між поки хоча дуже лише також після над більше через цю нас свій"
        ),
        "bg": (
            "и в във не че той на аз с със като а то все тя така го но да ти към у вие за би по само ми беше от мен "
            "още няма о из му сега когато дори ли ако вече или ни бъде бил била са съм си е ще може те тук къде има "
            "трябва нея ние теб тях чрез сам без какво също този тази това тези онзи защото който която което които "
            "много един една едно винаги между докато при след над повече през нас как"
        ),
    }.items()
}

# By language: pieces of words (a blank is a word's end) that it has far more often than those it is mistaken for.
PIECES: dict[str, tuple[str, ...]] = {
    "en": ("th", "wh", "ing ", "ght", "ould", "ee", "oo", "ed ", "ly ", " kn", "sh", "ough", "ow", "ck "),
    "de": ("ß", "sch", "ung ", "ei", "ie", "ich", "ä", "ö", "ü", "tz", "pf", "zu", "ver", " ge", "en ", "keit", "heit"),
    "nl": ("ij", "aa", "oe", "ee", "uu", "sch", "oo", " ge", "en ", "isch ", "heid", "eu"),
    "sv": ("å", "ä", "ö", "sk", "ande ", "het ", "ll", "kt", "är ", "ör "),
    "fr": (
        "eau",
        "oi",
        "ou",
        "ê",
        "è",
        "ç",
        "œ",
        "eux ",
        "ez ",
        "ent ",
        "que ",
        "ai",
        "tion",
        "û",
        "î",
        "â",
        "aux ",
        "é",
    ),
    "es": ("ñ", "¿", "¡", "ción", "os ", "as ", "ue", "ll", "ado ", "á", "í", "ó", "ú", "ar ", "ie", "mente "),
    "pt": ("ã", "õ", "ção", "ções", "nh", "lh", "ê", "ç", "ou ", "ei", "ô", "â", "em ", "ão "),
    "it": (
        "gli",
        "zz",
        "cch",
        "gn",
        "zione",
        "tt",
        "ò",
        "ù",
        "ì",
        "è ",
        "à ",
        "ch",
        "sce",
        "re ",
        "nte ",
        "ss",
        "pp",
        "cc",
    ),
    "pl": ("ł", "ą", "ę", "ż", "ź", "ś", "ć", "ń", "sz", "cz", "rz", "dz", "wie", "ych ", "ego ", "ów ", "nie"),
    "cs": ("ř", "ě", "ů", "č", "š", "ž", "ý", "á", "í", "ou ", "ch"),
    "ru": ("ы", "э", "ё", "ъ", "ться ", "ого ", "ия ", "ый ", "ой ", "ие ", "ет "),
    "uk": ("і", "ї", "є", "ґ", "ий ", "ться ", "ння "),
    "bg": ("ъ", "ят ", "та ", "ът ", "щ", "ите "),
}

# The letters beyond a to z that a language has. By language: those of the others, which it has in names only.
_OWN = {
    "en": "", "de": "äöüß", "nl": "éëïóö", "sv": "åäöé", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíóúñü¿¡",
    "pt": "áâãàçéêíóôõú", "it": "àèéìíòóù", "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž",
    "ru": "ёъыэ", "uk": "ґєії", "bg": "ъ",
}  # fmt: skip
_ALL = frozenset("".join(_OWN.values()))
LETTERS = {name: _ALL - frozenset(letters) for name, letters in _OWN.items()}

# Characters by how China writes them and how Taiwan does, one after the other.
_PAIRS = (
    "这這个個们們说說时時国國会會来來对對发發经經过過还還后後样樣种種开開关關门門问問间間见見现現觉覺学學实實写寫"
    "读讀语語话話词詞记記讲講让讓认認识識应應该該请請谢謝谁誰课課调調谈談论論证證评評试試诗詩误誤详詳练練习習数數"
    "据據类類组組织織结結给給绝絕统統继繼续續线線级級红紅约約纸紙细細终終经經络絡编編网網车車转轉轻輕软軟输輸较較"
    "辑輯边邊达達运運进進远遠连連选選适適递遞还還长長张張强強归歸当當录錄录錄师師带帶帮幫广廣库庫应應废廢庆慶"
    "战戰戏戲户戶扩擴换換损損择擇执執报報担擔拟擬挂掛据據断斷无無旧舊显顯晓曉书書术術机機杂雜权權条條极極构構"
    "标標树樹样樣检檢楼樓欢歡气氣汇匯汉漢没沒济濟测測浏瀏温溫湾灣满滿灵靈热熱点點爱愛状狀独獨环環电電画畫疗療盘盤"
    "确確离離码碼础礎积積称稱稳穩竞競笔筆笺箋签簽简簡纪紀纯純纲綱纳納纵縱纷紛练練绍紹绘繪维維综綜缓緩缩縮罗羅"
    "罚罰义義乐樂习習乡鄉买買乱亂争爭于於亏虧云雲产產亲親亿億仅僅从從仓倉仪儀价價众眾优優伙夥传傳伤傷余餘侧側"
    "债債储儲儿兒兑兌党黨兰蘭兴興养養兽獸内內册冊冲衝决決况況净淨准準减減几幾凭憑则則刚剛创創别別剂劑办辦务務动動"
    "劳勞势勢励勵区區医醫华華协協单單卖賣卫衛厂廠历歷压壓厅廳县縣参參双雙变變叶葉号號吗嗎听聽启啟员員响響哑啞唤喚"
    "图圖圆圓团團园園围圍场場块塊坏壞坚堅坛壇声聲处處备備复復够夠头頭夹夾夺奪奖獎妇婦妈媽娱娛孙孫宁寧宝寶审審宽寬"
    "宾賓寻尋导導将將尔爾尘塵层層属屬岁歲岛島币幣帐帳异異弃棄弯彎径徑忆憶态態怀懷总總恋戀恶惡惊驚惯慣愿願戏戲"
    "龙龍龟龜齐齊鸟鳥鱼魚马馬验驗驱驅骤驟题題须須页頁项項顺順预預领領频頻颜顏额額风風飞飛饭飯饮飲馆館"
    "万萬与與专專业業东東丝絲两兩严嚴丧喪丰豐临臨为為举舉么麼乌烏货貨质質购購贵貴费費资資赛賽赞讚赢贏"
    "钱錢钟鐘错錯键鍵锁鎖银銀铁鐵阅閱闻聞队隊阳陽阴陰际際陆陸险險随隨难難雾霧静靜顾顧里裡"
)
SIMPLER = str.maketrans(_PAIRS[1::2], _PAIRS[::2])
SIMPLIFIED = frozenset(_PAIRS[::2]) - frozenset(_PAIRS[1::2])
TRADITIONAL = frozenset(_PAIRS[1::2]) - frozenset(_PAIRS[::2])
# Characters that only Japanese writes so.
JAPANESE = frozenset(
    "々〆円込働峠畑枠辻凪匂腺栃駅図広発売読実対応検処経済気価仏伝児悪圧亜囲壱栄営衛駆塩縁桜穏仮会絵壊懐覚楽巻歓関"
    "観帰犠拠挙渓継茎鶏芸権顕験厳効恒黄鉱済斎剤桟賛歯辞渋縦従渋獣粛緒諸暑焼証奨条浄剰畳縄壌嬢譲醸触嘱図粋穂髄枢数声"
    "窃摂専戦浅潜繊銭禅曽双壮捜挿巣争総聡荘騒増臓蔵属続堕対帯滞択沢単団弾断鋳徴聴逓鉄転伝党盗灯稲闘徳独読届縄弐脳廃"
    "拝売麦発髪抜浜払仏併並変辺弁舗穂豊翻毎満黙弥訳薬与揺様謡来頼覧竜両猟緑塁涙励礼隷霊齢暦歴恋錬炉労郎楼録湾"
) - frozenset(_PAIRS)
