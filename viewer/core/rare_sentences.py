"""What ml says seldom, as templates like those of ``sentence_templates``: damage, limits, refusals."""

from viewer.core.language import tr_later

_FILES = (
    tr_later("damaged: it holds no page"),
    tr_later("damaged: cannot be read ({reason}), {count} bytes"),
    tr_later("damaged: frame {number} of the video cannot be decoded"),
    tr_later("damaged: its DICOM header goes on after {count} elements"),
    tr_later("damaged: its JPEG 2000 data is not of the size that its header says"),
    tr_later("damaged: its header does not give the order of its bytes"),
    tr_later("damaged: its header does not say where its pixel data is"),
    tr_later("damaged: its pixel data would start in front of the file"),
    tr_later("damaged: its pixels are not as many as its header says"),
    tr_later("damaged: its placement in the patient has no extent"),
    tr_later("damaged: its tiles are larger than the page"),
    tr_later("damaged: the pixel data is no video stream that is known"),
    tr_later("damaged: the pixel data is not {syntax}, nor anything else that is known"),
    tr_later("damaged: {count} bytes of video cannot hold {frames} frames"),
    tr_later("damaged: {kind} with an odd number of columns"),
    tr_later("truncated: the video ends before frame {number}"),
    tr_later("{count} of {total} bytes are there"),
    tr_later("its frame has not the size that its header says"),
    tr_later("{file}: holds no image but a {what}"),
    tr_later("has no frame {number}; its frames are 0 to {last}"),
    tr_later("a link, which is not followed"),
)
_LIMITS = (
    tr_later("not supported: {syntax} ({uid}): its pixels lie on a server"),
    tr_later("not supported: {syntax} ({uid})"),
    tr_later("not supported: pixel data in a private element of ELSCINT"),
    tr_later("not supported: a JPEG of {count} bits outside of DICOM"),
    tr_later("not supported: a MetaImage with its pixel data in several files"),
    tr_later("not supported: an NRRD with its pixel data in several files"),
    tr_later("not supported: a TIFF file of more than two dimensions to a page"),
    tr_later("not supported: a TIFF file of {count} numbers to a pixel"),
    tr_later("not supported: a TIFF file with {name} compression"),
    tr_later("not supported: an archive of more than {count} GiB"),
    tr_later("not supported: an archive of more than {count} files"),
    tr_later("not supported: its pixel data lies in another folder"),
    tr_later("not supported: more than {count} slices in one file"),
    tr_later("not supported: pixel data that follows something else"),
    tr_later("not supported: the encoding of its values"),
    tr_later("not supported: the order of its axes"),
    tr_later("not supported: values of type {type}"),
    tr_later("not supported: {count} GiB of compressed pixel data"),
    tr_later("not supported: {columns} x {rows} pixels"),
)
_COPIES = (
    tr_later("its header does not say what kind of object it is"),
    tr_later("its copy would still have {what}"),
    tr_later("its pixels could not be copied as they are"),
    tr_later("its header cannot be written again ({reason})"),
    tr_later("cannot be copied ({reason})"),
)
_ANSWERS = (
    tr_later("not a DICOM file: answers in DICOM belong to a DICOM study"),
    tr_later("its header has no {keyword}, so nothing can refer to it"),
    tr_later("not an image of a patient but made from such: {kind}"),
    tr_later("no frame was evaluated"),
    tr_later("it has no Frame of Reference UID"),
    tr_later("its frames have no position, orientation or spacing in the patient"),
    tr_later("its frames differ in size"),
    tr_later("its frames differ in spacing"),
    tr_later("its frames are not parallel"),
    tr_later("several of its frames lie at one place"),
    tr_later("it is not one whole multi-frame file"),
    tr_later("its heat maps need more than 2 GiB"),
    tr_later("the volume is not that of the series"),
)
_MODELS = (
    tr_later("{path} is too large to be a card"),
    tr_later("the card is not a JSON object"),
    tr_later("card format {number} is not known to this version ({known})"),
    tr_later("input mean and std must be three numbers each, std above 0"),
    tr_later("features {name} for distances are not known to this version"),
    tr_later("conformal alpha lies between 0 and 1, and so does its quantile"),
    tr_later("name {name} is not the name of a model"),
    tr_later("classes have names of 1 to {count} letters"),
    tr_later("a model has 2 to 1000 classes with different names"),
    tr_later("negative_class {name} is not one of the classes"),
    tr_later("input size {size} is not between 8 and 2048"),
    tr_later("temperature must be above 0 and threshold between 0 and 1"),
    tr_later("thresholds must be between 0 and 1"),
    tr_later("covers: the smallest side and the largest aspect are 1 or more"),
    tr_later("{field} name {name}, which is not one of the classes"),
    tr_later("expected a list of names, found {value}"),
    tr_later("{path} does not fit the architecture {architecture} of its card: {reason}"),
    tr_later("{path}: {name} has {count} columns, not {expected}"),
    tr_later("it is nested too deeply"),
    tr_later("it is no JSON: {reason}"),
    tr_later("the card's {part} part is not a JSON object"),
    tr_later("unknown field {name} in the card's {part} part"),
    tr_later("field {name} in the card's {part} part cannot be {value}"),
    tr_later("{path} is damaged or not a safetensors file: its header cannot be so long"),
    tr_later("{path} is damaged or not a safetensors file: its header is no object"),
    tr_later("{path} carries notes that no model of this program has"),
    tr_later("{name} is no tensor that a model of this program has"),
    tr_later("{value} is no number"),
    tr_later("a key stands there twice"),
    tr_later("{path} is larger than any model of this program"),
    tr_later("{name} holds what is no number"),
    tr_later("unknown architecture {name}; known are {known}, and CNNs as timm:NAME or torchvision:NAME"),
    tr_later("unknown architecture {name}: there is no such network, or it is no CNN"),
    tr_later("the architecture {name} cannot be used: {reason}"),
    tr_later("the architecture {name} does not end in a feature map but in {shape}"),
    tr_later("it has {count} weights, more than can be trained or answered with here"),
    tr_later("no CUDA device is available; use --device cpu"),
    tr_later("its bank holds {count} features of an image, the network gives {expected}"),
    tr_later("{model} answers otherwise than where it was made, by {difference}"),
    tr_later("{folder}: its stored answers cannot be read ({reason})"),
    tr_later("{path} is not a readable table of answers: {reason}"),
    tr_later("{path} is a table of other classes than those of its model"),
)
_DATA_SETS = (
    tr_later("{data} is no data set that can be read: name {kinds}"),
    tr_later(
        "a folder with one sub-folder per class, a folder with train and test folders of such, a .csv or "
        ".parquet manifest, MNIST's IDX files, or a MedMNIST .npz file"
    ),
    tr_later("{path} is not there any more, or has changed"),
    tr_later(
        "{folder}: {names} are parts of a split and not classes; put the images of each class into a "
        "folder of its own below each of them"
    ),
    tr_later("{source} has validation or test images but none to train on"),
    tr_later("{source}: the training part has no images of {names}, other parts have"),
)
_TABLES = (
    tr_later("{path} has no rows"),
    tr_later(
        "{path} has no column {name}; a manifest has path and label, and may have group and split. Found:"
        " {found}"
    ),
    tr_later("{place}, line {line}: path or label is empty"),
    tr_later("{place}, line {line}: split is {value}, not train, validation or test"),
    tr_later("{place}, line {line}: {image} is named twice, with different labels, groups or splits"),
    tr_later("{path} cannot be read as a CSV table in UTF-8: {reason}"),
    tr_later("{path} cannot be read as a Parquet table: {reason}"),
    tr_later(
        "{path}: reading Parquet needs the package pyarrow or polars, and neither is installed. Install "
        'it with pip install "kesit[parquet]", or save the table as CSV'
    ),
    tr_later("{path}: images are {type} {shape}; they must be uint8 (N, H, W) or (N, H, W, 3)"),
    tr_later("{path}: labels are {type} {shape}; there must be one class per image"),
    tr_later("{path}: {count} images have {labels} labels"),
    tr_later("{path} is cut short: {count} of {total} values are there"),
    tr_later("{path} is cut short within its header"),
    tr_later("{path} claims to hold {count} values"),
    tr_later("{path} is not called like an IDX file, train-images-idx3-ubyte for example"),
    tr_later("{folder}: {name} is there, its {other} are not"),
    tr_later("{path} is not a readable .npz file: {reason}"),
    tr_later("{path} is not a readable IDX file: {reason}"),
    tr_later("{path} has no arrays train_images and train_labels; found: {found}"),
    tr_later("{path} is not an IDX file of bytes with one or three dimensions"),
    tr_later("the boxes in {path} name none of the images"),
    tr_later("the boxes in {path} cannot be read: {reason}"),
    tr_later("{path}, line {line}: a box has the columns image, x, y, width and height, as numbers"),
    tr_later("{path}, line {line}: the box is not inside its image; fractions are wanted"),
)
_TRAINING = (
    tr_later("a class has only {count} independent groups of images: {folds} folds cannot each hold one out"),
    tr_later(
        "class number {number} cannot be split: its images are too few, or nearly all copies of one another"
    ),
    tr_later(
        "a class has fewer than two independent groups of images: nothing could be held out for measuring"
    ),
    tr_later(
        "this data set comes with a split of its own, which folds would mix: name its training part "
        "alone, or leave the folds away"
    ),
    tr_later("{path} does not describe a training run: {reason}"),
    tr_later("there is no unfinished run to resume: {path} does not exist"),
    tr_later("figures of a cross-validation need all its folds: continue without --finish"),
    tr_later("boxes cannot guide this architecture: it has layers between its map and answer"),
    tr_later(
        "the recipe starts from ImageNet weights of {architecture}, and none are on this machine. When it"
        " is online, --download fetches them. Or put a torchvision or timm weights file into a folder and"
        " name it in {variable}, or give the file itself with --set weights=PATH; or start from a bundled"
        " model (--set weights=model:brain-mri) or from nothing (--set weights=random)."
    ),
    tr_later("there are no ImageNet weights of {architecture}; use --set weights=random"),
    tr_later("{library} has no ImageNet weights of {name}; use --set weights=random"),
    tr_later("model {name} is a {architecture}, the recipe wants a {wanted}"),
    tr_later("{path} does not fit: {name} and {count} others are missing or differ"),
    tr_later("{path} is not a readable weights file: {reason}"),
    tr_later("there is no recipe {name}; recipes here: {known}"),
    tr_later("{path} is not valid TOML: {reason}"),
    tr_later("unknown recipe key {name}; known are {known}"),
    tr_later("recipe key {name} wants a {type}, not {value}"),
    tr_later("{name} lies between {low} and {high}, not {value}"),
    tr_later("validation_share and test_share lie between 0 and 0.5; epochs are not negative"),
    tr_later("a recipe with neither epochs nor head_epochs trains nothing"),
    tr_later("folds must be 2 or more, or 0 for one split, not {count}"),
    tr_later("batch_size must be 2 or more, not {count}"),
    tr_later("first_size_px lies between 8 and input.size_px, or is 0"),
    tr_later("boxes do not go with mixup, cutmix or a policy: what is inside them would move"),
    tr_later("balance, oversample and class_weights do the same: choose one of them"),
    tr_later("recipe key {name}: {reason}"),
    tr_later("recipe key {name}: {parent} holds a single value"),
    tr_later("unknown recipe key {name}"),
    tr_later(
        "the ImageNet weights of {architecture} could not be downloaded ({reason}). Is this machine "
        "online? On one that is, get {address}, put the file into a folder here and name it in "
        "{variable}, or use --set weights=random."
    ),
)
_CHECKS = (tr_later("what {name} alone tells"),)

RARE: tuple[str, ...] = (
    *_FILES,
    *_LIMITS,
    *_COPIES,
    *_ANSWERS,
    *_MODELS,
    *_DATA_SETS,
    *_TABLES,
    *_TRAINING,
    *_CHECKS,
)
