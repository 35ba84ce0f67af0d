"""What people of the street said: place, category, words, and how far it has come (matters.WAYS)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """One matter: when (days ago, or hours ago for today's), where, what, by which door, and what became of it."""

    days: float
    place: str
    category: str
    words: str
    way: str
    channel: str = "page"
    who: str = ""
    key: str = ""


SAID = [
    Told(
        4.1,
        "听雨苑 3栋 2单元-301",
        "C2",
        "三楼的灯又不亮了，晚上上楼看不见。",
        "done",
        "head",
        "wang",
        "lamp",
    ),
    Told(0.06, "tingyu5", "C4", "地下车库渗水，电箱旁边一滩，我们看着害怕。", "heard", "phone", "", "garage"),
    Told(
        0.4,
        "tingyu6",
        "B1",
        "夜里两点还在打桩，孩子吓醒了，上夜班的也睡不成。",
        "working",
        "qr",
        "",
        "piling",
    ),
    Told(0.3, "tingyu1", "B1", "工地半夜打桩，窗子都在抖。", "joined:piling", "qr"),
    Told(0.3, "tingyu2", "B1", "凌晨打桩，老人心脏受不了。", "joined:piling", "head", "wang"),
    Told(0.25, "tingyu4", "B1", "打桩机两点钟还没停，能不能管一管。", "joined:piling", "phone"),
    Told(0.2, "tingyu3", "B1", "昨晚又打桩到三点。", "joined:piling"),
    Told(0.18, "tingyu5", "B1", "打桩声音传到小区里，整夜没合眼。", "joined:piling", "qr"),
    Told(0.15, "tingyu", "A2", "北门的充电桩被汽车占了，电动车没地方充。", "heard"),
    Told(0.1, "hefeng2", "D1", "垃圾桶满了两天没人收，苍蝇很多。", "heard", "counter"),
    Told(0.05, "xincun3", "C5", "四楼水压太小，热水器打不着火。", "heard", "phone", "tan"),
    Told(0.02, "guihua", "Z1", "想问问老年优待证去哪里办，要带什么。", "heard", "phone"),
    Told(1.2, "plaza", "B3", "广场舞的音量能不能小一点，孩子在写作业。", "contacted", "qr"),
    Told(1.1, "shuyuan", "D4", "书院街夜宵摊把盲道全占了。", "contacted"),
    Told(1.3, "xincun1", "D6", "楼道堆了纸箱，挡住消防门。", "contacted", "head"),
    Told(1.9, "tingyu2", "C3", "天花板渗水，楼上说不是他家。", "visited", "head", "he"),
    Told(3.1, "听雨苑 3栋 2单元-302", "C3", "厨房水龙头关不紧，滴了一夜。", "settled", "member", "", "tap"),
    Told(2.4, "hefeng", "A1", "荷风里晚上没有车位，救护车都进不来。", "working"),
    Told(2.6, "tingyu6", "C1", "6栋电梯一周停了三次，老人下不了楼。", "paused:body"),
    Told(3.0, "luxi", "A3", "麓溪巷口没有红绿灯，放学时候太挤。", "referred:traffic"),
    Told(3.2, "luxi", "C2", "巷子中间两盏路灯不亮，走夜路怕摔。", "referred:lighting", "qr"),
    Told(6.0, "tingyu", "C6", "消防通道停满了车，万一着了怎么办。", "late", "phone"),
    Told(6.3, "hefeng3", "C4", "化粪池满了往外冒，一楼开不了窗。", "late", "head"),
    Told(7.0, "xincun", "D3", "健身器材旁边的树枝快断了。", "late"),
    Told(5.2, "shuyuan", "B5", "烧烤店油烟直接对着窗户排。", "referred:enforcement"),
    Told(5.5, "guihua", "G3", "邻居一家最近没收入，想问临时救助。", "answered", "door"),
    Told(5.8, "tingyu4", "E2", "物业费涨了没通知，想看账。", "working", "page", "he"),
    Told(8.0, "tingyu1", "D5", "有人遛狗不牵绳，差点扑到孩子。", "done"),
    Told(8.2, "xincun2", "B3", "楼上半夜拖椅子，说过几次都没用。", "done:unanswered", "phone", "tan"),
    Told(8.4, "plaza", "C7", "滑梯裂了口，会夹手。", "done", "qr", "he"),
    Told(9.0, "hefeng1", "C2", "一楼门口的灯一直闪。", "settled", "head"),
    Told(9.5, "tingyu3", "D1", "电梯口的垃圾袋天天有人乱放。", "settled"),
    Told(10.0, "luxi", "C4", "下雨天巷子积水到脚踝。", "disputed", "phone", "zeng", "flood"),
    Told(10.3, "xincun4", "A2", "一楼有人飞线充电，线从窗户拉出来。", "settled", "head"),
    Told(11.0, "tingyu5", "C3", "外墙掉瓷砖，砸到车顶了。", "working"),
    Told(11.5, "chuang", "I1", "园区门口想装一块指路牌，该找谁。", "settled"),
    Told(12.0, "tingyu", "E3", "业委会快到期了，什么时候换届。", "explained", "page", "he"),
    Told(12.5, "hefeng", "D2", "三栋楼顶搭了个棚子，一下雨声音很大。", "working"),
    Told(13.0, "guihua", "F2", "公租房申请等了很久，想问排到哪里。", "referred:housing", "counter"),
    Told(14.0, "tingyu2", "C5", "晚上六点停水，没有通知。", "settled", "phone"),
    Told(15.0, "听雨苑 3栋 2单元-301", "G2", "王娭毑一个人住，卫生间没有扶手。", "settled", "head", "wang"),
    Told(16.0, "xincun1", "C2", "二单元声控灯要跺脚才亮。", "reopened", "page", "tan", "stomp"),
    Told(17.0, "shuyuan", "A1", "单车把人行道停满了。", "settled", "qr"),
    Told(18.0, "tingyu6", "D6", "楼上扔烟头，晾的被子烧了个洞。", "settled"),
    Told(19.0, "plaza", "B2", "音响喇叭对着住户，喊到十点半。", "settled", "phone"),
    Told(20.0, "hefeng2", "C4", "一楼下水道反味。", "settled", "head"),
    Told(21.0, "tingyu", "E4", "电梯广告的钱去哪里了，想看明细。", "refused"),
    Told(22.0, "guihua", "Z2", "建议在广场边装几把有靠背的椅子。", "settled", "talk"),
    Told(23.0, "xincun3", "H1", "楼上楼下为漏水吵了半年。", "settled", "counter"),
    Told(24.0, "tingyu4", "B4", "水泵房嗡嗡响，晚上睡不着。", "partly"),
    Told(25.0, "luxi", "D4", "早点摊收摊以后地上全是油。", "settled"),
    Told(26.0, "tingyu1", "Z2", "希望快递柜搬到棚子下面。", "withdrawn"),
    Told(27.0, "shuyuan", "G4", "餐馆欠了我两个月工资。", "exited:elsewhere"),
    Told(28.0, "guihua", "Z9", "想请街道帮我要回借给亲戚的钱。", "exited:not_ours", "counter"),
    Told(29.0, "hefeng3", "D1", "楼顶有人养鸡，味道很大。", "lapsed"),
    Told(31.0, "xincun2", "C2", "楼道口感应灯白天也亮着。", "lapsed"),
    Told(33.0, "tingyu3", "A2", "单车棚太挤，推不出来。", "settled", "talk"),
    Told(36.0, "tingyu5", "C7", "儿童秋千链子锈了。", "settled"),
    Told(39.0, "xincun4", "C4", "屋檐落水管断了，水直接冲墙。", "settled", "head"),
    Told(42.0, "hefeng", "C6", "灭火器过期了没人换。", "settled"),
    Told(45.0, "plaza", "C2", "广场西边一排灯都不亮。", "settled:late", "phone"),
    Told(50.0, "tingyu2", "E1", "保洁一周没来扫楼梯。", "settled", "page", "he"),
    Told(55.0, "guihua", "G1", "孩子明年上小学，想问划到哪所。", "explained", "counter"),
]

# Under which hat a helper speaks for somebody, by the door through which it came.
HATS = {
    "head": "听雨苑 3栋 邻长",
    "member": "听雨苑 3栋 联户联系人",
    "phone": "莲池社区 社区经办人",
    "counter": "莲池社区 社区经办人",
    "door": "莲池社区 社区经办人",
    "talk": "听雨苑 支部书记",
}
